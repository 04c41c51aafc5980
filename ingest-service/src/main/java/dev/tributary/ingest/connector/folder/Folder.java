package dev.tributary.ingest.connector.folder;

import dev.tributary.events.OutageException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A directory tree that is read without ever leaving it: every step goes through a directory that is already open, and
 * links are not followed. A root that vanished or was exchanged is an outage, never an empty tree.
 */
final class Folder {

    private final Path root;
    private final @Nullable Object rootKey;
    private final boolean isUnix;

    private Folder(Path root, @Nullable Object rootKey) {
        this.root = root;
        this.isUnix = root.getFileSystem().supportedFileAttributeViews().contains("unix");
        this.rootKey = rootKey;
    }

    static Folder at(Path path) {
        try {
            Path root = path.toRealPath();
            return new Folder(
                    root, Files.readAttributes(root, BasicFileAttributes.class).fileKey());
        } catch (IOException failure) {
            throw new OutageException("The folder " + path + " cannot be opened: " + failure, failure);
        }
    }

    Path root() {
        return root;
    }

    /** An entry of a directory; what vanishes while it is listed is left out. */
    interface Visitor {

        /** @return for a directory, whether to go into it */
        boolean visit(Path relative, BasicFileAttributes attributes) throws IOException;

        /** A directory that may not be listed. */
        void denied(Path relative);
    }

    /**
     * Shows everything below a directory, each directory before what is in it.
     *
     * @param from relative to the root, empty for the root itself
     * @throws IOException if any directory could not be listed
     */
    void walk(Path from, Visitor visitor) throws IOException {
        Deque<Path> directories = new ArrayDeque<>();
        directories.add(from);
        while (!directories.isEmpty()) {
            Path relative = directories.remove();
            try (Directory directory = open(relative)) {
                for (Path name : directory.names()) {
                    Path entry = relative.resolve(name);
                    BasicFileAttributes attributes = attributesOrNull(directory, name);
                    if (attributes != null && visitor.visit(entry, attributes) && attributes.isDirectory()) {
                        directories.addFirst(entry);
                    }
                }
            } catch (NoSuchFileException | NotDirectoryException vanished) {
                if (relative.toString().isEmpty()) {
                    throw vanished;
                }
            } catch (AccessDeniedException denied) {
                visitor.denied(relative);
            }
        }
    }

    /** @throws NoSuchFileException if there is none, or a link is in the way */
    BasicFileAttributes attributes(Path relative) throws IOException {
        try (Directory parent = parent(relative)) {
            return parent.attributes(name(relative));
        }
    }

    /**
     * When the file or anything about it was changed, as Unix knows it; null where that is not known. By its path alone: whoever
     * puts a link in the way learns nothing.
     */
    @Nullable FileTime changed(Path relative) {
        if (!isUnix) {
            return null;
        }
        try {
            return (FileTime) Files.getAttribute(root.resolve(relative), "unix:ctime", LinkOption.NOFOLLOW_LINKS);
        } catch (IOException vanished) {
            return null;
        }
    }

    /** @throws NoSuchFileException if there is none, or a link is in the way */
    SeekableByteChannel read(Path relative) throws IOException {
        try (Directory parent = parent(relative)) {
            return parent.open(name(relative));
        }
    }

    private Directory parent(Path relative) throws IOException {
        Path parent = relative.getParent();
        return open(parent == null ? Path.of("") : parent);
    }

    private static Path name(Path relative) {
        return Objects.requireNonNull(relative.getFileName());
    }

    private Directory open(Path relative) throws IOException {
        Directory directory = openRoot();
        if (relative.toString().isEmpty()) {
            return directory;
        }
        for (Path name : relative) {
            try (Directory above = directory) {
                directory = above.descend(name);
            }
        }
        return directory;
    }

    private Directory openRoot() {
        try {
            Directory directory = Directory.at(root);
            if (Objects.equals(
                    Files.readAttributes(root, BasicFileAttributes.class).fileKey(), rootKey)) {
                return directory;
            }
            directory.close();
        } catch (IOException failure) {
            throw new OutageException("The folder " + root + " cannot be read: " + failure, failure);
        }
        throw new OutageException("Another folder was put in the place of " + root, null);
    }

    private static @Nullable BasicFileAttributes attributesOrNull(Directory directory, Path name) throws IOException {
        try {
            return directory.attributes(name);
        } catch (NoSuchFileException vanished) {
            return null;
        }
    }

    /** Whether the failure says that this file is at fault, and not the disk or the network below it. */
    static boolean isDenied(IOException failure) {
        return failure instanceof AccessDeniedException
                || (failure instanceof FileSystemException denied
                        && String.valueOf(denied.getReason()).contains("not permitted"));
    }
}
