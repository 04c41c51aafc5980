package dev.tributary.index.lucene;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.apache.lucene.util.BytesRef;

/** Names of the fields of the index, and the form of their values. */
final class Fields {

    /** Id of the document, on every member of its block. */
    static final String DOCUMENT = "document";
    /** What a member of a block is: one of the next three. */
    static final String KIND = "kind";

    static final String KIND_CHUNK = "chunk";
    static final String KIND_LIVE = "live";
    static final String KIND_REMOVED = "removed";

    /** Id of the document, on its commit record only. */
    static final String COMMIT_OF = "commitOf";
    /** The commit record and the facts, stored. */
    static final String COMMIT = "commit";

    static final String FACTS = "facts";
    /** The chunk, stored, and how many places behind it in the block the commit record stands. */
    static final String CHUNK = "chunkJson";

    static final String DISTANCE = "distance";

    static final String VECTOR = "vector";
    static final String WORDS = "words";

    static final String TENANT = "tenant";
    static final String READER = "reader";
    static final String SOURCE = "source";
    static final String MEDIA_TYPE = "mediaType";
    static final String LANGUAGE = "language";
    static final String METADATA = "metadata";
    static final String MODIFIED = "modified";

    /** Lucene's limit is 32,766 bytes. */
    private static final int LONGEST_VALUE = 1000;

    private static final long LAST_SECOND = Long.MAX_VALUE / 2_000_000;

    private Fields() {}

    /** The value as a term; a long one by its hash. */
    static BytesRef term(String value) {
        if (value.length() <= LONGEST_VALUE) {
            return new BytesRef(value);
        }
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] hash = sha256.digest(value.getBytes(StandardCharsets.UTF_8));
            return new BytesRef("sha256:" + HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A metadata entry as one term; the length keeps key and value apart whatever they contain. */
    static BytesRef entry(String key, String value) {
        return term(key.length() + ":" + key + value);
    }

    /** Microseconds since the epoch. */
    static long micros(Instant time) {
        long seconds = Math.clamp(time.getEpochSecond(), -LAST_SECOND, LAST_SECOND);
        return seconds * 1_000_000 + time.getNano() / 1000;
    }
}
