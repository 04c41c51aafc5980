package dev.tributary.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.server.PathContainer;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Refuses a body that says it is too large before it is sent, and stops one that turns out to be while it is read. */
final class BodyLimitFilter extends OncePerRequestFilter {

    private record Limit(PathPattern pattern, DataSize size) {}

    private final DataSize standard;
    private final List<Limit> limits;
    private final ProblemWriter problems;

    BodyLimitFilter(DataSize standard, List<BodyLimit> limits, ProblemWriter problems) {
        this.standard = standard;
        this.limits = limits.stream()
                .map(limit -> new Limit(PathPatternParser.defaultInstance.parse(limit.pattern()), limit.limit()))
                .toList();
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        DataSize limit = limit(request.getRequestURI());
        if (request.getContentLengthLong() > limit.toBytes()) {
            problems.write(request, response, new BodyTooLargeException(limit).problem());
        } else {
            chain.doFilter(new LimitedRequest(request, limit), response);
        }
    }

    private DataSize limit(String path) {
        PathContainer parsed = PathContainer.parsePath(path);
        return limits.stream()
                .filter(limit -> limit.pattern().matches(parsed))
                .map(Limit::size)
                .reduce(standard, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }
}
