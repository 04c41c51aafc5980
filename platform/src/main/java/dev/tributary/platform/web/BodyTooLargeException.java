package dev.tributary.platform.web;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.util.unit.DataSize;

/** A body went over its limit while it was read. */
final class BodyTooLargeException extends RuntimeException {

    private final DataSize limit;

    BodyTooLargeException(DataSize limit) {
        super("The body is larger than " + limit.toBytes() + " bytes");
        this.limit = limit;
    }

    ProblemDetail problem() {
        return Problems.ofField(
                HttpStatus.CONTENT_TOO_LARGE,
                getMessage() + ", which is the limit here",
                null,
                "at most " + limit.toBytes() + " bytes");
    }
}
