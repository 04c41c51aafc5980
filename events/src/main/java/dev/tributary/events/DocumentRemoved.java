package dev.tributary.events;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document is gone from its source. Passed on by the parse stage as it is; it wins over every earlier version.
 *
 * @param connector the kind of connector that noticed
 * @param changedAt when it was removed, as {@link DocumentVersion#changedAt()}
 * @param removedAt when the removal was captured
 * @param erasure the receipt under which all of the document is erased; null for a plain removal. An erasing removal calls
 *     the document by its id instead of its native id
 */
public record DocumentRemoved(
        UUID documentId,
        String tenant,
        String source,
        String nativeId,
        long version,
        String connector,
        Instant changedAt,
        Instant removedAt,
        @Nullable UUID erasure)
        implements CaptureEvent, ParseEvent {

    public DocumentRemoved {
        requireNonNull(documentId, "documentId");
        requireNonNull(tenant, "tenant");
        requireNonNull(source, "source");
        requireNonNull(nativeId, "nativeId");
        requireNonNull(connector, "connector");
        requireNonNull(changedAt, "changedAt");
        requireNonNull(removedAt, "removedAt");
    }

    /** A plain removal. */
    public DocumentRemoved(
            UUID documentId,
            String tenant,
            String source,
            String nativeId,
            long version,
            String connector,
            Instant changedAt,
            Instant removedAt) {
        this(documentId, tenant, source, nativeId, version, connector, changedAt, removedAt, null);
    }

    @Override
    public String key() {
        return documentId.toString();
    }
}
