package dev.tributary.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import tools.jackson.databind.json.JsonMapper;

/** Answers with a problem where no controller is at work: in filters and in Spring Security. */
public final class ProblemWriter {

    private final JsonMapper json;
    private final List<ErrorShape> shapes;

    public ProblemWriter(JsonMapper json, List<ErrorShape> shapes) {
        this.shapes = List.copyOf(shapes);
        this.json = json.rebuild()
                .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
                .build();
    }

    /** Does nothing if the response has begun already. */
    public void write(HttpServletRequest request, HttpServletResponse response, ProblemDetail problem)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        problem.setInstance(URI.create(request.getRequestURI()));
        response.setStatus(problem.getStatus());
        Optional<ErrorShape> shape = shapes.stream()
                .filter(each -> each.appliesTo(request.getRequestURI()))
                .findFirst();
        response.setContentType(
                shape.isPresent() ? MediaType.APPLICATION_JSON_VALUE : MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        Object body = shape.map(each -> each.body(problem)).orElse(problem);
        response.getOutputStream().write(json.writeValueAsBytes(body));
    }
}
