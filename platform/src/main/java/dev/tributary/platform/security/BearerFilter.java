package dev.tributary.platform.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Authenticates {@code Authorization: Bearer …}, an API key or a token of the issuer. A wrong one is refused everywhere, a
 * missing one is not.
 */
final class BearerFilter extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer ";

    private final AuthenticationManager keys;
    private final AuthenticationManager tokens;
    private final AuthenticationEntryPoint refusal;

    /** @param tokens for what has the form of a token; the keys again if there is no issuer */
    BearerFilter(AuthenticationManager keys, AuthenticationManager tokens, AuthenticationEntryPoint refusal) {
        this.keys = keys;
        this.tokens = tokens;
        this.refusal = refusal;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            String secret = header.substring(SCHEME.length()).strip();
            AuthenticationManager known = JwtCallers.isToken(secret) ? tokens : keys;
            var presented = UsernamePasswordAuthenticationToken.unauthenticated("bearer", secret);
            try {
                SecurityContextHolder.setContext(new SecurityContextImpl(known.authenticate(presented)));
            } catch (AuthenticationException failure) {
                refusal.commence(request, response, failure);
                return;
            }
        }
        chain.doFilter(request, response);
    }
}
