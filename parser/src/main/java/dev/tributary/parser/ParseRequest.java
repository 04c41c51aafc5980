package dev.tributary.parser;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file to parse.
 *
 * @param content opened once for each attempt, closed by the parser
 * @param size in bytes, as far as it is known beforehand; what counts is what the content yields
 * @param mediaType what the source says it is; a hint, the bytes decide
 * @param fileName helps to tell formats apart that look alike (Markdown, CSV, source code); nothing else
 */
public record ParseRequest(
        Content content,
        long size,
        @Nullable String mediaType,
        @Nullable String fileName) {

    /** The bytes. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    /** A file on disk, under its own name. */
    public static ParseRequest of(Path file) throws IOException {
        return new ParseRequest(
                () -> Files.newInputStream(file),
                Files.size(file),
                null,
                file.getFileName().toString());
    }
}
