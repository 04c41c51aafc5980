package dev.tributary.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The one directory that the local process keeps everything in, held by one process at a time. */
final class DataDirectory implements AutoCloseable {

    /** Grows when an older Tributary could no longer read what this one writes. */
    private static final int FORMAT = 1;

    private final Path root;
    private final FileChannel lockFile;

    private DataDirectory(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /** Where the data about a folder is kept when nobody says otherwise. */
    static Path defaultFor(Path folder) {
        String name =
                folder.getFileName() == null ? "root" : folder.getFileName().toString();
        String id = HexFormat.of().toHexDigits(folder.toString().hashCode());
        return Path.of(
                System.getProperty("user.home"), ".tributary", name.replaceAll("[^A-Za-z0-9._-]", "_") + "-" + id);
    }

    /**
     * Takes hold of the directory, and makes it if it is missing.
     *
     * @throws CommandFailure if it cannot be used, says why
     */
    static DataDirectory open(Path directory) {
        Path root = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
            FileChannel lockFile = lock(root);
            checkFormat(root);
            return new DataDirectory(root, lockFile);
        } catch (AccessDeniedException denied) {
            throw new CommandFailure("no permission to write to " + denied.getFile()
                    + "; choose another data directory with --data DIR");
        } catch (FileAlreadyExistsException file) {
            throw new CommandFailure(root + " is not a directory; choose another data directory with --data DIR");
        } catch (IOException failure) {
            throw new CommandFailure("cannot use the data directory " + root + ": " + failure.getMessage()
                    + "; choose another one with --data DIR");
        }
    }

    Path root() {
        return root;
    }

    Path resolve(String name) {
        return root.resolve(name);
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }

    private static FileChannel lock(Path root) throws IOException {
        Path file = root.resolve("tributary.lock");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            String holder = Files.readString(file).strip();
            channel.close();
            throw new CommandFailure("the data directory " + root + " is in use by another Tributary (process " + holder
                    + "); stop that one, or choose another directory with --data DIR");
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static void checkFormat(Path root) throws IOException {
        Path file = root.resolve("format");
        if (Files.exists(file)) {
            String written = Files.readString(file).strip();
            if (!written.matches("\\d{1,9}") || Integer.parseInt(written) > FORMAT) {
                throw new CommandFailure("the data directory " + root + " was written by a newer Tributary (format "
                        + written + ", this one knows " + FORMAT + "); update this one, or choose another directory"
                        + " with --data DIR");
            }
        }
        Files.writeString(file, FORMAT + "\n");
    }
}
