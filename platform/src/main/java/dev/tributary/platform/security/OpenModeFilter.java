package dev.tributary.platform.security;

import dev.tributary.events.Access;
import dev.tributary.platform.web.ProblemWriter;
import dev.tributary.platform.web.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Makes everyone on this machine an admin, but not the web pages that its browsers show: neither through a name that was
 * rebound to 127.0.0.1 nor by a request from another origin.
 */
final class OpenModeFilter extends OncePerRequestFilter {

    private static final Pattern LOOPBACK_HOST =
            Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final String tenant;
    private final ProblemWriter problems;

    OpenModeFilter(String tenant, ProblemWriter problems) {
        this.tenant = tenant;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String refusal = refusal(request);
        if (refusal == null) {
            var caller = new Caller("open", Role.ADMIN, Access.admin(tenant));
            SecurityContextHolder.setContext(new SecurityContextImpl(caller));
            chain.doFilter(request, response);
        } else {
            problems.write(request, response, Problems.of(HttpStatus.FORBIDDEN, refusal));
        }
    }

    private static @Nullable String refusal(HttpServletRequest request) {
        String host = request.getHeader(HttpHeaders.HOST);
        if (host == null || !LOOPBACK_HOST.matcher(host).matches()) {
            return "Without API keys this service answers to the hosts localhost, 127.0.0.1 and [::1] only.";
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        boolean foreign = origin != null && !origin.equalsIgnoreCase(request.getScheme() + "://" + host);
        return foreign && !READING.contains(request.getMethod())
                ? "Without API keys this service accepts no changes from pages of another origin."
                : null;
    }
}
