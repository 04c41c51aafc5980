package dev.tributary.platform.start;

import org.jspecify.annotations.Nullable;

/** A setting that cannot work. Thrown while a service starts, it stops the start with a message for the operator. */
public final class ConfigurationException extends RuntimeException {

    private final String property;
    private final String allowed;

    /**
     * @param property full name of the property, such as {@code tributary.security.keys.app.role}
     * @param value as configured, null if there is none; masked if the property's name or a URI in it says that it is
     *     secret
     * @param allowed what to write instead, for a person
     */
    public ConfigurationException(String property, @Nullable Object value, String allowed) {
        this(property, value, allowed, null);
    }

    /** @param cause what went wrong underneath, such as a file that cannot be read */
    public ConfigurationException(String property, @Nullable Object value, String allowed, @Nullable Throwable cause) {
        super(Secrets.describe(property, value) + ". Allowed: " + allowed, cause);
        this.property = property;
        this.allowed = allowed;
    }

    public String property() {
        return property;
    }

    public String allowed() {
        return allowed;
    }
}
