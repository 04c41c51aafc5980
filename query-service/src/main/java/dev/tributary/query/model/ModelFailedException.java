package dev.tributary.query.model;

import dev.tributary.platform.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A chat model did not write an answer. Its problem names the model server and what to do about it. */
public final class ModelFailedException extends ErrorResponseException {

    private final Reason reason;

    /** Why; the label of metrics. */
    enum Reason {
        /** Nothing at all, or no more, for too long. */
        SILENT("silent", true),
        UNREACHABLE("unreachable", true),
        KEY_MISSING("key-missing", true),
        KEY_REFUSED("key-refused", true),
        UNKNOWN_MODEL("unknown-model", true),
        RATE_LIMITED("rate-limited", true),
        /** This request is not to its liking; the next one may be. */
        REQUEST_REFUSED("request-refused", false),
        SERVER_ERROR("server-error", true),
        /** The reply ended before its end. */
        BROKEN_OFF("broken-off", true),
        GARBAGE("garbage", true),
        /** It failed too often of late and is not asked for a while. */
        RESTING("resting", false);

        private final String label;
        private final boolean ofServer;

        Reason(String label, boolean ofServer) {
            this.label = label;
            this.ofServer = ofServer;
        }

        String label() {
            return label;
        }

        /** Whether the next question would meet the same. */
        boolean ofServer() {
            return ofServer;
        }
    }

    ModelFailedException(Reason reason, String detail, @Nullable Throwable cause) {
        super(status(reason), problem(reason, detail), cause);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    /** What happened and what to do, for a person. */
    public String detail() {
        return String.valueOf(getBody().getDetail());
    }

    private static HttpStatus status(Reason reason) {
        return switch (reason) {
            case SILENT -> HttpStatus.GATEWAY_TIMEOUT;
            case RESTING -> HttpStatus.SERVICE_UNAVAILABLE;
            case UNREACHABLE,
                    KEY_MISSING,
                    KEY_REFUSED,
                    UNKNOWN_MODEL,
                    RATE_LIMITED,
                    REQUEST_REFUSED,
                    SERVER_ERROR,
                    BROKEN_OFF,
                    GARBAGE -> HttpStatus.BAD_GATEWAY;
        };
    }

    private static ProblemDetail problem(Reason reason, String detail) {
        ProblemDetail problem = Problems.of(status(reason), detail);
        problem.setTitle(reason == Reason.SILENT ? "The chat model did not answer in time" : "The chat model failed");
        return problem;
    }
}
