package dev.tributary.index;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Everything that the content of an index depends on beside the documents. A change of any of it makes another
 * generation, with an index of its own.
 *
 * @param parser format of the parsed text
 * @param chunker the chunker with its settings
 * @param model {@link Embedder#model()}
 * @param dimensions length of the vectors
 */
public record Generation(String parser, String chunker, String model, int dimensions) {

    /** 12 hexadecimal digits, the same wherever it is computed; names collections, directories and consumer groups. */
    public String fingerprint() {
        String all = String.join("\n", parser, chunker, model, Integer.toString(dimensions));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
