package dev.tributary.ingest.capture;

import dev.tributary.events.ContentReference;
import dev.tributary.events.DocumentKey;
import dev.tributary.events.RejectionReason;
import dev.tributary.ingest.connector.DocumentFacts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a connector or a push wants to be said of a document. */
sealed interface CaptureRequest {

    DocumentKey key();

    /** The kind of connector. */
    String connector();

    /** When the change happened, as far as one can tell. */
    Instant changedAt();

    /** These are its bytes and facts. */
    record Content(
            DocumentKey key,
            String connector,
            Instant changedAt,
            DocumentFacts facts,
            ContentReference content,
            @Nullable String revision)
            implements CaptureRequest {}

    /** It is there and cannot be taken. */
    record Rejection(
            DocumentKey key,
            String connector,
            Instant changedAt,
            DocumentFacts facts,
            RejectionReason reason,
            String message,
            @Nullable String revision)
            implements CaptureRequest {}

    /** It is gone. */
    record Removal(DocumentKey key, String connector, Instant changedAt) implements CaptureRequest {}
}
