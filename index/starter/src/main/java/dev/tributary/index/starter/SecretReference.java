package dev.tributary.index.starter;

import dev.tributary.platform.start.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a process finds a key that must not be written down elsewhere: {@code env:OPENAI_API_KEY} or
 * {@code file:/run/secrets/openai}. Only variables that are named as keys, and only files in that directory: a
 * reference comes through the API, and must not open anything else to a server that the same request names.
 */
final class SecretReference {

    static final String ALLOWED =
            "env:NAME_API_KEY for an environment variable whose name ends in _API_KEY, or file:/run/secrets/NAME";

    private static final String ENVIRONMENT = "env:";
    private static final String FILE = "file:";
    private static final Pattern SYNTAX =
            Pattern.compile("env:[A-Za-z][A-Za-z0-9_]*_API_KEY|file:/run/secrets/[A-Za-z0-9_-][A-Za-z0-9._-]*");

    private SecretReference() {}

    static boolean isOne(String reference) {
        return SYNTAX.matcher(reference).matches();
    }

    /** @throws ConfigurationException if this process has nothing there */
    static String read(String reference) {
        try {
            String secret = reference.startsWith(ENVIRONMENT)
                    ? System.getenv(reference.substring(ENVIRONMENT.length()))
                    : Files.readString(Path.of(reference.substring(FILE.length())));
            if (secret != null && !secret.isBlank()) {
                return secret.strip();
            }
        } catch (IOException unreadable) {
            throw missing(reference, unreadable);
        }
        throw missing(reference, null);
    }

    private static ConfigurationException missing(String reference, @Nullable IOException cause) {
        return new ConfigurationException(
                EmbeddingProperties.PREFIX + "api-key-ref",
                reference,
                "what this process can read; give the key to it and to every other process that searches or indexes",
                cause);
    }
}
