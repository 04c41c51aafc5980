package dev.tributary.ingest.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.events.DocumentCaptured;
import dev.tributary.events.DocumentEvent;
import dev.tributary.events.DocumentParsed;
import dev.tributary.events.DocumentVersion;
import dev.tributary.ingest.catalog.CatalogDocument;
import dev.tributary.ingest.catalog.DeadLetter;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter, for a person.
 *
 * @param documentId null if the record does not tell, as are source, native id, URI, title and version
 * @param attempt how often this version had been sent through the stages, counted from 1
 * @param message cause and cure
 * @param retryable whether a replay may help without anybody changing the document or the configuration
 * @param served whether searches find a version of the document
 * @param obstacle why a replay would pass it over; null if it would not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeadLetterStatus(
        String key,
        @Nullable UUID documentId,
        @Nullable String source,
        @Nullable String nativeId,
        @Nullable String uri,
        @Nullable String title,
        @Nullable Long version,
        int attempt,
        String stage,
        String reason,
        String message,
        boolean retryable,
        Instant at,
        boolean served,
        @Nullable String obstacle) {

    static DeadLetterStatus of(DeadLetter letter, Optional<CatalogDocument> document) {
        DocumentVersion version = version(letter.event());
        return new DeadLetterStatus(
                letter.key(),
                letter.documentId(),
                letter.source(),
                letter.nativeId(),
                version == null ? null : version.uri(),
                version == null ? null : version.title(),
                letter.event() == null ? null : letter.version(),
                letter.attempt(),
                letter.stage(),
                letter.reason(),
                letter.message(),
                letter.retryable(),
                letter.at(),
                document.filter(known -> known.lastGoodVersion() > 0).isPresent(),
                Obstacle.of(letter, document).map(Obstacle::wireName).orElse(null));
    }

    /** The document as the dead event describes it; null for removals and for what is no event. */
    static @Nullable DocumentVersion version(@Nullable DocumentEvent event) {
        if (event instanceof DocumentCaptured captured) {
            return captured.document();
        }
        return event instanceof DocumentParsed parsed ? parsed.document() : null;
    }
}
