package dev.tributary.events;

import org.jspecify.annotations.Nullable;

/** A record's value is not the event that its type header promises. */
public final class MalformedEventException extends RuntimeException {

    public MalformedEventException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
