package dev.tributary.ingest.source;

import dev.tributary.ingest.catalog.Catalog.Live;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * Documents that the last listing of a source lacked and that were kept, because so many were missing.
 *
 * @param since when a listing first lacked that many
 * @param before how many documents the source had before
 * @param dismissed whether a person decided to keep just these
 * @param approved whether a person decided to remove them; the next complete listing does it
 * @param documents in the order of their ids; never empty
 */
public record HeldDeletions(
        String source, Instant since, long before, boolean dismissed, boolean approved, List<Live> documents) {

    public HeldDeletions {
        documents = documents.stream()
                .sorted(Comparator.comparing(document -> document.documentId().toString()))
                .toList();
    }

    public long count() {
        return documents.size();
    }

    /** Why they are kept, for a person. */
    public String reason() {
        return documents.size() == before
                ? "The last listing of this source shows none of its " + before + " documents."
                : "The last listing of this source lacks " + documents.size() + " of its " + before + " documents.";
    }

    HeldDeletions withDismissed() {
        return new HeldDeletions(source, since, before, true, false, documents);
    }

    HeldDeletions withApproved() {
        return new HeldDeletions(source, since, before, false, true, documents);
    }

    /** Equal if and only if the documents are. */
    String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            documents.forEach(
                    document -> digest.update((document.documentId() + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Somebody decided about deletions that are no longer the ones that are held. */
    public static final class ChangedException extends RuntimeException {

        private final long count;

        ChangedException(long count) {
            super("now " + count);
            this.count = count;
        }

        /** How many are held now. */
        public long count() {
            return count;
        }
    }
}
