package dev.tributary.content;

import dev.tributary.events.ContentReference;
import dev.tributary.events.OutageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A content store in a directory: {@code <tenant>/blobs/ab/cd…} holds bytes, {@code <tenant>/links/<name>} the hash and
 * size that a name points at. Files appear whole (written aside, forced to disk, renamed).
 */
public final class FileContentStore implements ContentStore {

    private final StoreFiles files;
    private volatile boolean seen;

    /** @param root is made when it is first written to */
    public FileContentStore(Path root) {
        this.files = new StoreFiles(root.toAbsolutePath().normalize());
    }

    @Override
    public ContentReference put(String tenant, byte[] bytes) {
        try {
            return put(tenant, new ByteArrayInputStream(bytes), bytes.length);
        } catch (TooLargeException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public ContentReference put(String tenant, InputStream bytes, long maxBytes) throws IOException, TooLargeException {
        Path aside = asideFile();
        try {
            ContentReference reference = copy(bytes, maxBytes, aside);
            Path blob = files.blob(tenant, reference.sha256());
            if (!used(blob)) {
                moveInto(aside, blob);
                deleteQuietly(files.collectedMark(tenant, reference.sha256()));
            }
            return reference;
        } finally {
            deleteQuietly(aside);
        }
    }

    @Override
    public InputStream open(String tenant, ContentReference reference) {
        Optional<InputStream> found = places(tenant, reference.sha256())
                .flatMap(place -> opened(place).stream())
                .findFirst();
        if (found.isPresent()) {
            return found.get();
        }
        checkPresent();
        boolean collected = Files.exists(files.collectedMark(tenant, reference.sha256()));
        throw new MissingContentException(tenant, reference, collected);
    }

    @Override
    public boolean has(String tenant, String sha256) {
        if (places(tenant, sha256).anyMatch(Files::exists)) {
            return true;
        }
        checkPresent();
        return false;
    }

    /** Where it can be, in this order: a collection that meets a use puts the file aside for a moment, and back. */
    private Stream<Path> places(String tenant, String sha256) {
        Path blob = files.blob(tenant, sha256);
        return Stream.of(blob, files.doubtful(tenant, sha256), blob);
    }

    @Override
    public byte[] read(String tenant, ContentReference reference) {
        try (InputStream bytes = open(tenant, reference)) {
            return bytes.readAllBytes();
        } catch (IOException failure) {
            throw outage(failure);
        }
    }

    @Override
    public void link(String tenant, String name, ContentReference target) {
        Path aside = asideFile();
        try {
            Files.writeString(aside, target.sha256() + " " + target.size());
            moveInto(aside, files.link(tenant, name));
        } catch (IOException failure) {
            throw outage(failure);
        } finally {
            deleteQuietly(aside);
        }
    }

    @Override
    public Optional<ContentReference> linked(String tenant, String name) {
        Path link = files.link(tenant, name);
        try {
            String[] target = Files.readString(link).split(" ", 2);
            ContentReference reference = new ContentReference(target[0], Long.parseLong(target[1]));
            return used(files.blob(tenant, reference.sha256())) ? Optional.of(reference) : Optional.empty();
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException tornByPowerLoss) {
            return Optional.empty();
        } catch (IOException failure) {
            throw outage(failure);
        }
    }

    @Override
    public Collected collect(References references, Instant unusedSince) {
        try {
            return new Collecting(files, references, unusedSince).run();
        } catch (IOException failure) {
            throw outage(failure);
        }
    }

    @Override
    public void check() {
        Path aside = asideFile();
        try {
            Files.write(aside, "check".getBytes(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw outage(failure);
        } finally {
            deleteQuietly(aside);
        }
    }

    /** @return whether it is there; if it is, no collection takes it for unused */
    private boolean used(Path blob) {
        try {
            Files.setLastModifiedTime(blob, FileTime.from(Instant.now()));
            return true;
        } catch (NoSuchFileException missing) {
            return false;
        } catch (IOException failure) {
            throw outage(failure);
        }
    }

    private Optional<InputStream> opened(Path file) {
        try {
            return Optional.of(Files.newInputStream(file));
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        } catch (IOException failure) {
            throw outage(failure);
        }
    }

    private ContentReference copy(InputStream bytes, long maxBytes, Path aside) throws IOException, TooLargeException {
        MessageDigest digest = sha256();
        long size = 0;
        byte[] buffer = new byte[64 * 1024];
        try (FileChannel file = openAside(aside)) {
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                size += read;
                if (size > maxBytes) {
                    throw new TooLargeException(maxBytes);
                }
                digest.update(buffer, 0, read);
                write(file, ByteBuffer.wrap(buffer, 0, read));
            }
            force(file);
        }
        return new ContentReference(HexFormat.of().formatHex(digest.digest()), size);
    }

    private FileChannel openAside(Path aside) {
        try {
            return FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException failure) {
            throw outage(failure);
        }
    }

    private void write(FileChannel file, ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException failure) {
            throw outage(failure);
        }
    }

    private void force(FileChannel file) {
        try {
            file.force(false);
        } catch (IOException failure) {
            throw outage(failure);
        }
    }

    private void moveInto(Path aside, Path target) {
        try {
            Files.createDirectories(target.getParent());
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw outage(failure);
        }
    }

    /** A volume that is not mounted is empty, and none of the documents is to blame for it. */
    private void checkPresent() {
        if (!Files.isDirectory(files.unfinished())) {
            throw new OutageException("The content store is not in " + files.root() + "; is its volume mounted?", null);
        }
        seen = true;
    }

    private Path asideFile() {
        try {
            if (seen) {
                checkPresent();
            }
            Files.createDirectories(files.unfinished());
            seen = true;
            return files.unfinished().resolve(UUID.randomUUID().toString());
        } catch (IOException failure) {
            throw outage(failure);
        }
    }

    private OutageException outage(IOException failure) {
        return new OutageException("The content store in " + files.root() + " failed: " + failure, failure);
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
