package dev.tributary.query.answer;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** The chat model did not write an answer. Its problem names the model server and what to do about it. */
final class ModelFailedException extends ErrorResponseException {

    private ModelFailedException(HttpStatus status, ProblemDetail problem, @Nullable Throwable cause) {
        super(status, problem, cause);
    }

    /** The server answered, but not with a reply; or it could not be reached. */
    static ModelFailedException badGateway(String detail, @Nullable Throwable cause) {
        return of(HttpStatus.BAD_GATEWAY, "The chat model failed", detail, cause);
    }

    /** The server stayed silent. */
    static ModelFailedException timeout(String detail, @Nullable Throwable cause) {
        return of(HttpStatus.GATEWAY_TIMEOUT, "The chat model did not answer in time", detail, cause);
    }

    private static ModelFailedException of(HttpStatus status, String title, String detail, @Nullable Throwable cause) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        problem.setType(URI.create("about:blank"));
        return new ModelFailedException(status, problem, cause);
    }
}
