package dev.tributary.parser.worker;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A worker's own directory: {@code input}, the file to read, and {@code tmp}, for what parsers unpack. */
public final class WorkerFiles {

    private final Path directory;

    public WorkerFiles(Path directory) {
        this.directory = directory;
    }

    /** Makes the directories, empty. */
    public void create() throws IOException {
        delete();
        Files.createDirectories(temporary());
    }

    public Path directory() {
        return directory;
    }

    public Path input() {
        return directory.resolve("input");
    }

    public Path temporary() {
        return directory.resolve("tmp");
    }

    /** Bytes that parsers keep on disk at this moment. */
    public long temporaryBytes() {
        long[] bytes = {0};
        visit(temporary(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                bytes[0] += attributes.size();
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path vanished, IOException failure) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException vanished) {
                return FileVisitResult.CONTINUE;
            }
        });
        return bytes[0];
    }

    /** Removes what parsers left behind. */
    public void clear() {
        Path temporary = temporary();
        visit(temporary, new Deleting(temporary));
    }

    /** Removes everything. */
    public void delete() {
        visit(directory, new Deleting(null));
    }

    private static void visit(Path root, SimpleFileVisitor<Path> visitor) {
        try {
            Files.walkFileTree(root, visitor);
        } catch (IOException vanished) {
            // what is gone needs no visit
        }
    }

    /** Deletes all but one directory; what cannot be deleted is met again when the pool starts next. */
    private static final class Deleting extends SimpleFileVisitor<Path> {
        private final @Nullable Path kept;

        private Deleting(@Nullable Path kept) {
            this.kept = kept;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path vanished, IOException failure) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
            if (!visited.equals(kept)) {
                Files.deleteIfExists(visited);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
