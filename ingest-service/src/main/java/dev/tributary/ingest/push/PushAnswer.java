package dev.tributary.ingest.push;

import dev.tributary.ingest.capture.Captured;
import java.util.UUID;

/**
 * The document is safe, and will be searchable or be refused with a reason.
 *
 * @param version 0 for the removal of a document that never was
 * @param changed false if the same bytes and facts were there already
 * @param status where to see how far it has come
 */
record PushAnswer(UUID documentId, Long version, Boolean changed, String status) {

    static PushAnswer of(Captured captured) {
        return new PushAnswer(
                captured.documentId(),
                captured.version(),
                captured.changed(),
                "/v1/documents/" + captured.documentId());
    }
}
