package dev.tributary.query.limit;

import dev.tributary.platform.web.ProblemWriter;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Counts a caller's searches and questions, and says in {@code RateLimit} headers what is left of them. */
final class RateLimitFilter extends OncePerRequestFilter {

    private static final List<String> COUNTED = List.of(
            "/v1/search",
            "/v1/ask",
            "/v1/chat/completions",
            "/v1/responses",
            "/v1/embeddings",
            "/v1/vector_stores/",
            "/v1/answers/",
            "/mcp");

    private final Limits limits;
    private final ProblemWriter problems;

    RateLimitFilter(Limits limits, ProblemWriter problems) {
        this.limits = limits;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST") || COUNTED.stream().noneMatch(request.getRequestURI()::startsWith);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        if (caller == null) {
            chain.doFilter(request, response);
            return;
        }
        Allowance allowance = limits.of(caller.getName());
        ConsumptionProbe probe = allowance.request();
        Integer limit = allowance.limits().requestsPerMinute();
        if (probe == null || limit == null) {
            chain.doFilter(request, response);
            return;
        }
        long reset = LimitExceededException.seconds(Duration.ofNanos(probe.getNanosToWaitForReset()));
        response.setHeader("RateLimit-Policy", "\"requests\";q=" + limit + ";w=60");
        response.setHeader("RateLimit", "\"requests\";r=" + probe.getRemainingTokens() + ";t=" + reset);
        if (probe.isConsumed()) {
            chain.doFilter(request, response);
            return;
        }
        LimitExceededException exceeded = new LimitExceededException(
                "The limit of " + limit + " requests a minute is reached.",
                Duration.ofNanos(probe.getNanosToWaitForRefill()));
        response.setHeader(HttpHeaders.RETRY_AFTER, exceeded.getHeaders().getFirst(HttpHeaders.RETRY_AFTER));
        problems.write(request, response, exceeded.getBody());
    }
}
