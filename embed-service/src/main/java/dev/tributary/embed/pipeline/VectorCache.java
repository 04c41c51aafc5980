package dev.tributary.embed.pipeline;

import dev.tributary.content.ContentStore;
import dev.tributary.content.ContentStore.MissingContentException;
import dev.tributary.events.ContentReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Vectors that were computed before, by the text they were computed for. Whatever text of a tenant was embedded once
 * under a model is not embedded again: not after a rename, not in a copy, and not when another part of the document
 * changed.
 *
 * <p>One file for each text and model: dimensions (4 bytes), then for each chunk the SHA-256 of what was embedded (32
 * bytes) and its vector (4 bytes a dimension), big-endian. It is a cache: a missing or foreign one only costs time.
 */
final class VectorCache {

    private static final int HASH_BYTES = 32;

    private final ContentStore store;
    private final String model;
    private final int dimensions;

    VectorCache(ContentStore store, String model, int dimensions) {
        this.store = store;
        this.model = HexFormat.of().formatHex(sha256(model), 0, 8);
        this.dimensions = dimensions;
    }

    /** Vectors by {@link #key}; empty if nothing is known of the text. */
    Map<String, float[]> load(String tenant, String textHash) {
        Optional<ContentReference> reference = store.linked(tenant, link(textHash));
        if (reference.isEmpty()) {
            return Map.of();
        }
        try {
            return decode(store.read(tenant, reference.get()));
        } catch (MissingContentException sweptMeanwhile) {
            return Map.of();
        }
    }

    void save(String tenant, String textHash, Map<String, float[]> vectors) {
        if (!vectors.isEmpty()) {
            store.link(tenant, link(textHash), store.put(tenant, encode(vectors)));
        }
    }

    /** By what the vector of a text is known. */
    static String key(String embeddedText) {
        return HexFormat.of().formatHex(sha256(embeddedText));
    }

    private String link(String textHash) {
        return "vectors/" + model + "/" + textHash;
    }

    private byte[] encode(Map<String, float[]> vectors) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Integer.BYTES + vectors.size() * (HASH_BYTES + dimensions * Float.BYTES));
        bytes.putInt(dimensions);
        vectors.forEach((key, vector) -> {
            bytes.put(HexFormat.of().parseHex(key));
            for (float value : vector) {
                bytes.putFloat(value);
            }
        });
        return bytes.array();
    }

    private Map<String, float[]> decode(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        int entry = HASH_BYTES + dimensions * Float.BYTES;
        if (bytes.remaining() < Integer.BYTES || bytes.getInt() != dimensions || bytes.remaining() % entry != 0) {
            return Map.of();
        }
        Map<String, float[]> vectors = HashMap.newHashMap(bytes.remaining() / entry);
        byte[] hash = new byte[HASH_BYTES];
        while (bytes.hasRemaining()) {
            bytes.get(hash);
            float[] vector = new float[dimensions];
            bytes.asFloatBuffer().get(vector);
            bytes.position(bytes.position() + dimensions * Float.BYTES);
            vectors.put(HexFormat.of().formatHex(hash), vector);
        }
        return vectors;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
