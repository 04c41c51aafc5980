package dev.tributary.parser;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How worker processes are run.
 *
 * @param workDirectory for the workers' files, made absolute; owned by one pool alone, which deletes all {@code worker-*} in it at start
 * @param workers processes, and so files at the same time
 * @param heapBytes of each worker; a file that needs more is rejected
 * @param timeout for one file, by the clock on the wall
 * @param maxBytes the largest file that is tried
 * @param maxTemporaryBytes disk that a worker may use while it unpacks one file
 * @param documentsPerWorker after so many files a worker is replaced, so that leaks stay small
 * @param text how much is taken from one file
 * @param classPath for the workers; null takes this process's own
 */
public record ParserSettings(
        Path workDirectory,
        int workers,
        long heapBytes,
        Duration timeout,
        long maxBytes,
        long maxTemporaryBytes,
        int documentsPerWorker,
        TextLimits text,
        @Nullable String classPath) {

    private static final long MEGABYTE = 1024 * 1024;

    public ParserSettings {
        workDirectory = workDirectory.toAbsolutePath().normalize();
        require(workers >= 1 && workers <= 64, "workers must be between 1 and 64, not " + workers);
        require(heapBytes >= 192 * MEGABYTE, "heap must be at least 192 MB, not " + heapBytes + " bytes");
        require(
                timeout.toMillis() >= 100 && timeout.compareTo(Duration.ofHours(1)) <= 0,
                "timeout must be between 100 ms and 1 h, not " + timeout);
        require(maxBytes >= 1, "the largest file must be at least 1 byte, not " + maxBytes);
        require(maxTemporaryBytes >= MEGABYTE, "temporary space must be at least 1 MB, not " + maxTemporaryBytes);
        require(documentsPerWorker >= 1, "documents per worker must be at least 1, not " + documentsPerWorker);
    }

    /** Two workers, 512 MB and 60 s each, files up to 256 MB, 1 GB of temporary space, 500 files a worker. */
    public static ParserSettings defaults(Path workDirectory) {
        return new ParserSettings(
                workDirectory,
                2,
                512 * MEGABYTE,
                Duration.ofSeconds(60),
                256 * MEGABYTE,
                1024 * MEGABYTE,
                500,
                TextLimits.DEFAULT,
                null);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException("Parser settings: " + message);
        }
    }
}
