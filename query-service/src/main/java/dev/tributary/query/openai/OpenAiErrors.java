package dev.tributary.query.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.platform.web.ErrorShape;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

/** Errors as OpenAI's clients expect them. */
@Component
final class OpenAiErrors implements ErrorShape {

    private static final List<String> PATHS =
            List.of("/v1/chat/completions", "/v1/responses", "/v1/embeddings", "/v1/models", "/v1/vector_stores/");

    private static final int CLIENT_ERRORS_END = 500;

    /** Code of the status, where OpenAI has one; it stands in for our problems' type. */
    private static final Map<Integer, String> CODES = Map.of(
            401, "invalid_api_key",
            403, "insufficient_permissions",
            404, "not_found",
            429, "rate_limit_exceeded");

    record Body(Details error) {}

    /** @param param the field that was wrong; null if none was */
    @JsonInclude
    record Details(
            String message,
            String type,
            @Nullable String param,
            @Nullable String code) {}

    @Override
    public boolean appliesTo(String path) {
        return PATHS.stream().anyMatch(path::startsWith);
    }

    @Override
    public Body body(ProblemDetail problem) {
        return new Body(error(problem));
    }

    @Override
    public Class<?> bodyType() {
        return Body.class;
    }

    static Details error(ProblemDetail problem) {
        Map<String, Object> properties = Objects.requireNonNullElse(problem.getProperties(), Map.of());
        Object field = properties.get("field");
        Object code = properties.getOrDefault("code", CODES.get(problem.getStatus()));
        return new Details(
                Objects.requireNonNullElse(problem.getDetail(), "The request failed"),
                type(problem.getStatus()),
                field == null ? null : field.toString(),
                code == null ? null : code.toString());
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 429 -> "rate_limit_error";
            default -> status < CLIENT_ERRORS_END ? "invalid_request_error" : "server_error";
        };
    }
}
