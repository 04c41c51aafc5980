package dev.tributary.events;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version of a document cannot be made searchable as it is; the last good version, if any, stays served.
 *
 * @param message says the cause and the cure to a person who knows the document and not Tributary
 * @param retryable whether the same bytes may pass later without anybody changing them
 * @param mediaType as far as known
 * @param sourceRevision as in {@link DocumentCaptured}; for rejections at capture, so that the same state is not
 *     looked at again
 * @param attempt as in {@link DocumentVersion}: which attempt failed
 */
public record DocumentRejected(
        UUID documentId,
        String tenant,
        String source,
        String nativeId,
        String uri,
        long version,
        String connector,
        Stage stage,
        RejectionReason reason,
        String message,
        boolean retryable,
        @Nullable String mediaType,
        @Nullable String sourceRevision,
        Instant at,
        @Nullable Integer attempt)
        implements IndexEvent {

    public DocumentRejected {
        requireNonNull(documentId, "documentId");
        requireNonNull(tenant, "tenant");
        requireNonNull(source, "source");
        requireNonNull(nativeId, "nativeId");
        requireNonNull(uri, "uri");
        requireNonNull(connector, "connector");
        requireNonNull(stage, "stage");
        requireNonNull(reason, "reason");
        requireNonNull(message, "message");
        requireNonNull(at, "at");
    }

    /** A rejection of {@code document} at {@code stage}, worth no retry. */
    public static DocumentRejected of(
            DocumentVersion document,
            Stage stage,
            RejectionReason reason,
            String message,
            @Nullable String mediaType,
            Instant at) {
        return new DocumentRejected(
                document.documentId(),
                document.tenant(),
                document.source(),
                document.nativeId(),
                document.uri(),
                document.version(),
                document.connector(),
                stage,
                reason,
                message,
                reason == RejectionReason.INTERNAL,
                mediaType,
                null,
                at,
                document.attempt());
    }

    @Override
    public int attempts() {
        return attempt == null ? 1 : attempt;
    }

    @Override
    public String key() {
        return documentId + ":" + stage.wireName();
    }
}
