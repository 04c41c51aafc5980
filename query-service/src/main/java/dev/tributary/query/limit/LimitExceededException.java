package dev.tributary.query.limit;

import dev.tributary.platform.web.Problems;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** The caller has used up what it may use at the moment: 429, and when to come again. */
public final class LimitExceededException extends ErrorResponseException {

    /** @param detail which limit, and how much it allows */
    LimitExceededException(String detail, Duration retryAfter) {
        super(
                HttpStatus.TOO_MANY_REQUESTS,
                Problems.of(
                        HttpStatus.TOO_MANY_REQUESTS,
                        detail + " Come again in " + seconds(retryAfter) + " s, or ask an administrator for more."),
                null);
        getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds(retryAfter)));
    }

    static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }
}
