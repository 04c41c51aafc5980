package dev.tributary.events;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Infrastructure that a step needs is down, overloaded or out of reach: the step is tried again later, and no document
 * is to blame. Thrown by adapters; everything else that a step throws is held against the document at hand.
 */
public final class OutageException extends RuntimeException {

    private final @Nullable Duration retryAfter;

    /** @param message names the infrastructure, its address and what it did or did not do */
    public OutageException(String message, @Nullable Throwable cause) {
        this(message, cause, null);
    }

    /** @param retryAfter how long the infrastructure asked to be left alone; null if it did not say */
    public OutageException(String message, @Nullable Throwable cause, @Nullable Duration retryAfter) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
