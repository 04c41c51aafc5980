package dev.tributary.events;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;

/**
 * A version of a document can be found by searches.
 *
 * @param generation fingerprint of the index generation it was written to
 * @param chunks chunks that the document has now
 * @param embedded chunks whose vectors were computed for this version
 * @param reused chunks whose vectors were carried over; {@code embedded + reused == chunks}
 * @param timings where the time went
 */
public record DocumentIndexed(
        UUID documentId,
        String tenant,
        String source,
        String nativeId,
        long version,
        String generation,
        int chunks,
        int embedded,
        int reused,
        Timings timings,
        Instant at)
        implements IndexEvent {

    /**
     * @param changedAt see {@link DocumentVersion#changedAt()}
     * @param parseMillis parsing it
     * @param chunkMillis cutting it into chunks
     * @param embedMillis computing vectors for the batch it was in
     * @param indexMillis writing the batch it was in, until durable
     */
    public record Timings(
            Instant changedAt,
            Instant capturedAt,
            Instant parsedAt,
            long parseMillis,
            long chunkMillis,
            long embedMillis,
            long indexMillis) {}

    public DocumentIndexed {
        requireNonNull(documentId, "documentId");
        requireNonNull(tenant, "tenant");
        requireNonNull(source, "source");
        requireNonNull(nativeId, "nativeId");
        requireNonNull(generation, "generation");
        requireNonNull(timings, "timings");
        requireNonNull(at, "at");
    }

    @Override
    public String key() {
        return documentId + ":" + generation;
    }
}
