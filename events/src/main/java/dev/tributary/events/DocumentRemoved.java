package dev.tributary.events;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;

/**
 * A document is gone from its source. Passed on by the parse stage as it is; it wins over every earlier version.
 *
 * @param connector the kind of connector that noticed
 * @param changedAt when it was removed, as {@link DocumentVersion#changedAt()}
 * @param removedAt when the removal was captured
 */
public record DocumentRemoved(
        UUID documentId,
        String tenant,
        String source,
        String nativeId,
        long version,
        String connector,
        Instant changedAt,
        Instant removedAt)
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

    @Override
    public String key() {
        return documentId.toString();
    }
}
