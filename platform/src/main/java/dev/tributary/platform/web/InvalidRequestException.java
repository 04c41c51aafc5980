package dev.tributary.platform.web;

import org.jspecify.annotations.Nullable;

/** A request that can never succeed as it is: answered 400, naming the field and what is allowed. */
public final class InvalidRequestException extends RuntimeException {

    private final String field;
    private final String allowed;

    /**
     * @param field name of the body's field (dotted where nested) or of the parameter
     * @param value as sent, null if it is missing; it is repeated to the caller
     * @param allowed what to send instead, for a person
     */
    public InvalidRequestException(String field, @Nullable Object value, String allowed) {
        super("'%s' is %s; allowed: %s".formatted(field, value == null ? "missing" : "'" + value + "'", allowed));
        this.field = field;
        this.allowed = allowed;
    }

    public String field() {
        return field;
    }

    public String allowed() {
        return allowed;
    }
}
