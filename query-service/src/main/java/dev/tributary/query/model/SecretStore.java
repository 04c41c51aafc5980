package dev.tributary.query.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds keys of model servers where a reference says that they are. Only environment variables that are named as keys and
 * only files of one directory: a reference comes through the API beside an address, and must send nothing else there.
 */
final class SecretStore {

    private static final Logger LOG = LoggerFactory.getLogger(SecretStore.class);
    private static final String ENVIRONMENT = "env:";
    private static final String FILE = "file:";
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z][A-Za-z0-9_]*_API_KEY");
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

    private final Path directory;
    private final UnaryOperator<@Nullable String> environment;

    SecretStore(Path directory, UnaryOperator<@Nullable String> environment) {
        this.directory = directory.toAbsolutePath().normalize();
        this.environment = environment;
    }

    /** What a reference may be, for a person. */
    String allowed() {
        return "where the key is, never the key itself: env:NAME_API_KEY for an environment variable of that kind of name,"
                + " or file:" + directory + "/NAME";
    }

    boolean isReference(String reference) {
        return reference.startsWith(ENVIRONMENT)
                ? VARIABLE.matcher(reference.substring(ENVIRONMENT.length())).matches()
                : file(reference).isPresent();
    }

    /** The key; nothing if this process has none there. */
    Optional<String> read(String reference) {
        if (!isReference(reference)) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                        reference.startsWith(ENVIRONMENT)
                                ? environment.apply(reference.substring(ENVIRONMENT.length()))
                                : file(reference).map(SecretStore::content).orElse(null))
                .map(String::strip)
                .filter(key -> !key.isEmpty());
    }

    private Optional<Path> file(String reference) {
        if (!reference.startsWith(FILE)) {
            return Optional.empty();
        }
        try {
            Path file = Path.of(reference.substring(FILE.length()));
            boolean named = file.getFileName() != null
                    && FILE_NAME.matcher(file.getFileName().toString()).matches();
            return named && directory.equals(file.getParent()) ? Optional.of(file) : Optional.empty();
        } catch (InvalidPathException nonsense) {
            return Optional.empty();
        }
    }

    private static @Nullable String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            LOG.warn("The key of a model cannot be read: {}", unreadable.toString());
            return null;
        }
    }
}
