package dev.tributary.events;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One version of one document, as its source describes it.
 *
 * @param documentId {@link DocumentKey#documentId()} of tenant, source and native id
 * @param version max(previous version + 1, milliseconds since the epoch), given by the owner of the source
 * @param connector the kind of connector that captured it, for instance {@code folder}
 * @param uri where a person finds the original
 * @param title the title that the source gives it; null where it gives none
 * @param acl who may read it; null where the source does not say, which is read as "the tenant's admins only"
 * @param metadata further properties that the source keeps, for filters
 * @param sourceTime when the source says it was last modified; null where it does not say. Never used for ordering
 * @param changedAt when the change happened as far as Tributary can tell: for a change seen while following a source
 *     its time there, for a document first met in a listing the time of that listing
 * @param capturedAt when it was captured
 * @param attempt counts how often this version was sent through the stages, raised by each replay; null for the first
 * @param removedVersion of the last removal before this version; null if there was none. A reader may never meet that
 *     removal, since the log keeps the last event of a document only: what is older must not be shown any more, also if
 *     this version is rejected
 */
public record DocumentVersion(
        UUID documentId,
        String tenant,
        String source,
        String nativeId,
        long version,
        String connector,
        String uri,
        @Nullable String title,
        @Nullable Acl acl,
        Map<String, String> metadata,
        @Nullable Instant sourceTime,
        Instant changedAt,
        Instant capturedAt,
        @Nullable Integer attempt,
        @Nullable Long removedVersion) {

    public DocumentVersion {
        requireNonNull(documentId, "documentId");
        requireNonNull(tenant, "tenant");
        requireNonNull(source, "source");
        requireNonNull(nativeId, "nativeId");
        requireNonNull(connector, "connector");
        requireNonNull(uri, "uri");
        requireNonNull(changedAt, "changedAt");
        requireNonNull(capturedAt, "capturedAt");
        metadata = Copies.of(metadata);
    }

    /** A version that is sent through the stages for the first time, of a document that was never removed. */
    public DocumentVersion(
            UUID documentId,
            String tenant,
            String source,
            String nativeId,
            long version,
            String connector,
            String uri,
            @Nullable String title,
            @Nullable Acl acl,
            Map<String, String> metadata,
            @Nullable Instant sourceTime,
            Instant changedAt,
            Instant capturedAt) {
        this(
                documentId,
                tenant,
                source,
                nativeId,
                version,
                connector,
                uri,
                title,
                acl,
                metadata,
                sourceTime,
                changedAt,
                capturedAt,
                null,
                null);
    }

    /** The same version, to be sent through the stages once more. */
    public DocumentVersion again() {
        return new DocumentVersion(
                documentId,
                tenant,
                source,
                nativeId,
                version,
                connector,
                uri,
                title,
                acl,
                metadata,
                sourceTime,
                changedAt,
                capturedAt,
                (attempt == null ? 1 : attempt) + 1,
                removedVersion);
    }
}
