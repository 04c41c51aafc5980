package dev.tributary.parser.text;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A parser had no room for its temporary files, which says nothing about the file that it was reading. */
public final class DiskFullException extends IOException {

    private static final Set<String> SAYINGS = Set.of("No space left on device", "Disk quota exceeded");

    private DiskFullException(Throwable cause) {
        super(cause);
    }

    /** @throws DiskFullException if that is what made the parser fail */
    static void throwIfIn(Throwable failure) throws DiskFullException {
        if (Rejections.causes(failure)
                .anyMatch(cause -> cause instanceof IOException full && SAYINGS.contains(said(full)))) {
            throw new DiskFullException(failure);
        }
    }

    private static String said(IOException failure) {
        @Nullable String said = failure instanceof FileSystemException file ? file.getReason() : failure.getMessage();
        return said == null ? "" : said;
    }
}
