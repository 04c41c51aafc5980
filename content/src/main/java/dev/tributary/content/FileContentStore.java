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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A content store in a directory: {@code <tenant>/blobs/ab/cd…} holds bytes, {@code <tenant>/links/<name>} the hash and
 * size that a name points at. Files appear whole (written aside, forced to disk, renamed).
 */
public final class FileContentStore implements ContentStore {

    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern LINK = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]*(/[A-Za-z0-9][A-Za-z0-9.-]*)*");

    private final Path root;

    /** @param root is made when it is first written to */
    public FileContentStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
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
            Path blob = blob(tenant, reference);
            if (!Files.exists(blob)) {
                moveInto(aside, blob);
            }
            return reference;
        } finally {
            deleteQuietly(aside);
        }
    }

    @Override
    public InputStream open(String tenant, ContentReference reference) {
        try {
            return Files.newInputStream(blob(tenant, reference));
        } catch (NoSuchFileException missing) {
            throw new MissingContentException(tenant, reference);
        } catch (IOException failure) {
            throw outage(failure);
        }
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
            moveInto(aside, linkFile(tenant, name));
        } catch (IOException failure) {
            throw outage(failure);
        } finally {
            deleteQuietly(aside);
        }
    }

    @Override
    public Optional<ContentReference> linked(String tenant, String name) {
        Path link = linkFile(tenant, name);
        try {
            String[] target = Files.readString(link).split(" ", 2);
            ContentReference reference = new ContentReference(target[0], Long.parseLong(target[1]));
            return Files.exists(blob(tenant, reference)) ? Optional.of(reference) : Optional.empty();
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException tornByPowerLoss) {
            return Optional.empty();
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

    private Path asideFile() {
        try {
            Path aside = root.resolve("aside");
            Files.createDirectories(aside);
            return aside.resolve(UUID.randomUUID().toString());
        } catch (IOException failure) {
            throw outage(failure);
        }
    }

    private Path blob(String tenant, ContentReference reference) {
        String hash = reference.sha256();
        return tenantDirectory(tenant)
                .resolve("blobs")
                .resolve(hash.substring(0, 2))
                .resolve(hash);
    }

    private Path linkFile(String tenant, String name) {
        if (!LINK.matcher(name).matches()) {
            throw new IllegalArgumentException("not a link name: " + name);
        }
        return tenantDirectory(tenant).resolve("links").resolve(name);
    }

    private Path tenantDirectory(String tenant) {
        if (!TENANT.matcher(tenant).matches()) {
            throw new IllegalArgumentException("not a tenant id: " + tenant);
        }
        return root.resolve(tenant);
    }

    private OutageException outage(IOException failure) {
        return new OutageException("The content store in " + root + " failed: " + failure, failure);
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
