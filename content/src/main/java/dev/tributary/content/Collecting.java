package dev.tributary.content;

import dev.tributary.content.ContentStore.Collected;
import dev.tributary.content.ContentStore.References;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One pass over a {@link FileContentStore}. A blob's last modification is its last use. What links lead to from a
 * referenced blob counts as used now; so only links are followed, and nothing need be remembered.
 */
final class Collecting {

    /** Whoever still reads of a collected blob after so long is told that it was lost. */
    private static final Duration MARKS_STAY = Duration.ofDays(30);

    private static final Pattern SOURCE = Pattern.compile("([0-9a-f]{64}).*");

    private final StoreFiles files;
    private final References references;
    private final Instant unusedSince;
    private long kept;
    private long keptBytes;
    private long deleted;
    private long deletedBytes;

    Collecting(StoreFiles files, References references, Instant unusedSince) {
        this.files = files;
        this.references = references;
        this.unusedSince = unusedSince;
    }

    private interface Visit {
        void file(Path file, BasicFileAttributes attributes) throws IOException;
    }

    Collected run() throws IOException {
        if (Files.isDirectory(files.root())) {
            try (DirectoryStream<Path> directories = Files.newDirectoryStream(files.root(), Files::isDirectory)) {
                for (Path directory : directories) {
                    if (!directory.equals(files.unfinished())) {
                        collect(directory.getFileName().toString());
                    }
                }
            }
        }
        visit(files.unfinished(), (file, attributes) -> deleteIfOlder(file, attributes, unusedSince));
        return new Collected(kept, keptBytes, deleted, deletedBytes);
    }

    private void collect(String tenant) throws IOException {
        visit(files.doubtful(tenant), (file, attributes) -> putBack(file, tenant));
        visit(files.links(tenant), (file, attributes) -> link(file, attributes, tenant));
        visit(files.blobs(tenant), (file, attributes) -> blob(file, attributes, tenant));
        Instant stale = Instant.now().minus(MARKS_STAY);
        visit(files.collectedMarks(tenant), (file, attributes) -> deleteIfOlder(file, attributes, stale));
    }

    private void link(Path link, BasicFileAttributes attributes, String tenant) throws IOException {
        Matcher source = SOURCE.matcher(link.getFileName().toString());
        if (!source.matches() || !references.contains(tenant, source.group(1))) {
            deleteIfOlder(link, attributes, unusedSince);
            return;
        }
        Matcher target = SOURCE.matcher(Files.readString(link, StandardCharsets.UTF_8));
        if (target.matches()) {
            Path blob = files.blob(tenant, target.group(1));
            try {
                if (isUnused(Files.getLastModifiedTime(blob))) {
                    Files.setLastModifiedTime(blob, FileTime.from(Instant.now()));
                }
            } catch (NoSuchFileException gone) {
                deleteIfOlder(link, attributes, unusedSince);
            }
        }
    }

    private void blob(Path blob, BasicFileAttributes attributes, String tenant) throws IOException {
        String sha256 = blob.getFileName().toString();
        if (!isUnused(attributes.lastModifiedTime()) || references.contains(tenant, sha256)) {
            kept++;
            keptBytes += attributes.size();
            return;
        }
        Path doubtful = files.doubtful(tenant, sha256);
        Files.createDirectories(doubtful.getParent());
        Files.move(blob, doubtful, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (!isUnused(Files.getLastModifiedTime(doubtful))) {
            putBack(doubtful, tenant);
            kept++;
            keptBytes += attributes.size();
            return;
        }
        mark(files.collectedMark(tenant, sha256));
        Files.deleteIfExists(doubtful);
        deleted++;
        deletedBytes += attributes.size();
    }

    private void putBack(Path doubtful, String tenant) throws IOException {
        Path blob = files.blob(tenant, doubtful.getFileName().toString());
        Files.createDirectories(blob.getParent());
        Files.move(doubtful, blob, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void mark(Path mark) throws IOException {
        Files.createDirectories(mark.getParent());
        try {
            Files.createFile(mark);
        } catch (FileAlreadyExistsException before) {
            Files.setLastModifiedTime(mark, FileTime.from(Instant.now()));
        }
    }

    private boolean isUnused(FileTime lastUse) {
        return lastUse.toInstant().isBefore(unusedSince);
    }

    private static void deleteIfOlder(Path file, BasicFileAttributes attributes, Instant than) throws IOException {
        if (attributes.lastModifiedTime().toInstant().isBefore(than)) {
            Files.deleteIfExists(file);
        }
    }

    private static void visit(Path directory, Visit visit) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                visit.file(file, attributes);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path vanished, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }
}
