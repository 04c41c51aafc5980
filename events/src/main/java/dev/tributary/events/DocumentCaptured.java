package dev.tributary.events;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A connector saw a document that is new or changed; its bytes are in the content store.
 *
 * @param mediaType as declared by the source; null where it does not say. The parse stage looks for itself
 * @param fileName a name whose ending may help to recognise the format; null where there is none
 * @param sourceRevision the connector's own mark of this state (an ETag, a blob id, size and time), compared for
 *     equality only; null where looking at the bytes is the only way to know
 */
public record DocumentCaptured(
        DocumentVersion document,
        ContentReference content,
        @Nullable String mediaType,
        @Nullable String fileName,
        @Nullable String sourceRevision)
        implements CaptureEvent, VersionEvent {

    public DocumentCaptured {
        requireNonNull(document, "document");
        requireNonNull(content, "content");
    }

    /** The same event, to be processed once more. */
    public DocumentCaptured again() {
        return new DocumentCaptured(document.again(), content, mediaType, fileName, sourceRevision);
    }
}
