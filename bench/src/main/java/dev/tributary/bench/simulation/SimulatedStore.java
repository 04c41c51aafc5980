package dev.tributary.bench.simulation;

import dev.tributary.content.ContentStore;
import dev.tributary.events.ContentReference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** One process's view of a content store that all share, and that is out of reach now and then. */
final class SimulatedStore implements ContentStore {

    private final Shared shared;
    private final Perils perils;

    /** What is kept. */
    static final class Shared {
        private final Map<String, byte[]> blobs = new HashMap<>();
        private final Map<String, ContentReference> links = new HashMap<>();
    }

    SimulatedStore(Shared shared, Perils perils) {
        this.shared = shared;
        this.perils = perils;
    }

    @Override
    public ContentReference put(String tenant, InputStream bytes, long maxBytes) throws IOException, TooLargeException {
        byte[] all = bytes.readAllBytes();
        if (all.length > maxBytes) {
            throw new TooLargeException(maxBytes);
        }
        return put(tenant, all);
    }

    @Override
    public ContentReference put(String tenant, byte[] bytes) {
        perils.mayFail(Fault.STORE_OUTAGE);
        ContentReference reference = new ContentReference(sha256(bytes), bytes.length);
        shared.blobs.put(tenant + "/" + reference.sha256(), bytes);
        perils.mayFail(Fault.STORE_OUTAGE);
        return reference;
    }

    @Override
    public InputStream open(String tenant, ContentReference reference) {
        return new ByteArrayInputStream(read(tenant, reference));
    }

    @Override
    public boolean has(String tenant, String sha256) {
        perils.mayFail(Fault.STORE_OUTAGE);
        return shared.blobs.containsKey(tenant + "/" + sha256);
    }

    @Override
    public byte[] read(String tenant, ContentReference reference) {
        perils.mayFail(Fault.STORE_OUTAGE);
        perils.mayStall();
        byte[] bytes = shared.blobs.get(tenant + "/" + reference.sha256());
        if (bytes == null) {
            throw new MissingContentException(tenant, reference, false);
        }
        return bytes;
    }

    @Override
    public void link(String tenant, String name, ContentReference target) {
        perils.mayFail(Fault.STORE_OUTAGE);
        shared.links.put(tenant + "/" + name, target);
    }

    @Override
    public Optional<ContentReference> linked(String tenant, String name) {
        perils.mayFail(Fault.STORE_OUTAGE);
        return Optional.ofNullable(shared.links.get(tenant + "/" + name));
    }

    /** Deletes nothing: nobody is short of room here. */
    @Override
    public Collected collect(References references, Instant unusedSince) {
        long bytes =
                shared.blobs.values().stream().mapToLong(blob -> blob.length).sum();
        return new Collected(shared.blobs.size(), bytes, 0, 0);
    }

    @Override
    public void check() {}

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
