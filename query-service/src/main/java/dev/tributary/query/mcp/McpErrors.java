package dev.tributary.query.mcp;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.platform.web.ErrorShape;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

/** Errors in the form of JSON-RPC; the HTTP status stays what it is, as clients expect it. */
@Component
final class McpErrors implements ErrorShape {

    /** The first of those that JSON-RPC leaves to servers. */
    private static final int SERVER_ERROR = -32000;

    /** @param id of the request; null where it is not known which one failed */
    @JsonInclude
    record Body(String jsonrpc, @Nullable Object id, Details error) {}

    record Details(int code, String message) {}

    @Override
    public boolean appliesTo(String path) {
        return path.equals(McpEndpoint.PATH);
    }

    @Override
    public Body body(ProblemDetail problem) {
        return body(SERVER_ERROR, Objects.requireNonNullElse(problem.getDetail(), "The request failed"));
    }

    @Override
    public Class<?> bodyType() {
        return Body.class;
    }

    static Body body(int code, String message) {
        return new Body("2.0", null, new Details(code, message));
    }
}
