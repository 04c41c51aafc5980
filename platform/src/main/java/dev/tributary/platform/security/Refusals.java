package dev.tributary.platform.security;

import dev.tributary.platform.web.ProblemWriter;
import dev.tributary.platform.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** 401 for a caller without a good key or token, 503 if a token cannot be checked, 403 for one whose role is too small. */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final String RETRY_SECONDS = "5";

    private final ProblemWriter problems;

    Refusals(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof AuthenticationServiceException) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
            problems.write(
                    request,
                    response,
                    Problems.of(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            failure.getMessage() + ". Try again in " + RETRY_SECONDS + " s."));
            return;
        }
        boolean wrong = failure instanceof BadCredentialsException;
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, wrong ? "Bearer error=\"invalid_token\"" : "Bearer");
        String detail = wrong ? "The API key or token is not accepted here." : "This needs an API key or a token.";
        problems.write(
                request,
                response,
                Problems.of(HttpStatus.UNAUTHORIZED, detail + " Send the header Authorization: Bearer <secret>."));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
            throws IOException {
        String who =
                request.getUserPrincipal() instanceof Caller caller ? caller.describe() + ", which" : "This caller";
        String detail = who + " may not " + request.getMethod() + " " + request.getRequestURI()
                + ". Use a key with a larger role (reader, writer, admin).";
        problems.write(request, response, Problems.of(HttpStatus.FORBIDDEN, detail));
    }
}
