package dev.tributary.platform.start;

/** A property under {@code tributary.} that nothing reads: a typing error, or a setting of another version. */
final class UnknownPropertyException extends RuntimeException {

    private final String nearest;

    UnknownPropertyException(String property, String nearest) {
        super("There is no property " + property);
        this.nearest = nearest;
    }

    String nearest() {
        return nearest;
    }
}
