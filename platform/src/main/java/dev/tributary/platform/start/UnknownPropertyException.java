package dev.tributary.platform.start;

import org.springframework.boot.ExitCodeGenerator;

/** A property under {@code tributary.} that nothing reads: a typing error, or a setting of another version. */
final class UnknownPropertyException extends RuntimeException implements ExitCodeGenerator {

    private final String nearest;

    UnknownPropertyException(String property, String nearest) {
        super("There is no property " + property);
        this.nearest = nearest;
    }

    String nearest() {
        return nearest;
    }

    @Override
    public int getExitCode() {
        return 1;
    }
}
