package dev.tributary.platform.start;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keeps secrets out of messages about settings. */
final class Secrets {

    /** A token is a secret, but max-tokens is a number. */
    private static final Pattern SECRET_NAME = Pattern.compile(
            "((secret|password|passphrase|credential|api-?key|access-?key|private-?key)s?|token)(\\[.*])?$",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern USER_INFO = Pattern.compile("//[^/@\\s]+@");
    private static final String MASK = "******";

    private Secrets() {}

    /** Says what a property is set to, such as {@code server.port is 'x'}, without giving away a secret. */
    static String describe(String property, @Nullable Object value) {
        return value == null ? property + " is not set" : property + " is '" + mask(property, value) + "'";
    }

    private static String mask(String property, Object value) {
        return isSecret(property)
                ? MASK
                : USER_INFO.matcher(String.valueOf(value)).replaceAll("//" + MASK + "@");
    }

    static boolean isSecret(String property) {
        return SECRET_NAME.matcher(property).find();
    }
}
