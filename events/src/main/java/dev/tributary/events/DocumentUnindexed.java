package dev.tributary.events;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;

/**
 * A removed document can no longer be found by searches.
 *
 * @param generation fingerprint of the index generation it was taken from
 * @param version the removal's version
 */
public record DocumentUnindexed(
        UUID documentId,
        String tenant,
        String source,
        String nativeId,
        long version,
        String generation,
        Instant changedAt,
        Instant at)
        implements IndexEvent {

    public DocumentUnindexed {
        requireNonNull(documentId, "documentId");
        requireNonNull(tenant, "tenant");
        requireNonNull(source, "source");
        requireNonNull(nativeId, "nativeId");
        requireNonNull(generation, "generation");
        requireNonNull(changedAt, "changedAt");
        requireNonNull(at, "at");
    }

    @Override
    public String key() {
        return documentId + ":" + generation;
    }
}
