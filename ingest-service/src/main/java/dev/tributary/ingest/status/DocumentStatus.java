package dev.tributary.ingest.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.events.DocumentCaptured;
import dev.tributary.events.DocumentIndexed;
import dev.tributary.events.DocumentParsed;
import dev.tributary.events.DocumentRejected;
import dev.tributary.ingest.catalog.CatalogDocument;
import dev.tributary.ingest.catalog.DocumentState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a document, for its owner.
 *
 * @param servedVersion the version that searches find; null if there is none
 * @param stale whether that is an older one, because the newest was rejected
 * @param stage which stage rejected it; null unless the status is {@code rejected}, as are reason and message
 * @param timeline null in lists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DocumentStatus(
        UUID documentId,
        String source,
        String nativeId,
        long version,
        String status,
        @Nullable String uri,
        @Nullable String title,
        @Nullable String mediaType,
        @Nullable Long size,
        @Nullable Integer chunks,
        @Nullable Long servedVersion,
        boolean stale,
        @Nullable String stage,
        @Nullable String reason,
        @Nullable String message,
        @Nullable List<TimelineEntry> timeline) {

    static DocumentStatus of(CatalogDocument document, boolean withTimeline) {
        Optional<DocumentCaptured> captured = document.captured();
        Optional<DocumentRejected> rejected =
                document.rejected().filter(event -> document.state() == DocumentState.REJECTED);
        long served = document.lastGoodVersion();
        return new DocumentStatus(
                document.documentId(),
                document.source(),
                document.nativeId(),
                document.version(),
                document.state().wireName(),
                captured.map(event -> event.document().uri())
                        .or(() -> rejected.map(DocumentRejected::uri))
                        .orElse(null),
                captured.map(event -> event.document().title()).orElse(null),
                document.parsed()
                        .map(DocumentParsed::mediaType)
                        .or(() -> captured.map(DocumentCaptured::mediaType))
                        .orElse(null),
                captured.map(event -> event.content().size()).orElse(null),
                document.indexed()
                        .filter(event -> served > 0)
                        .map(DocumentIndexed::chunks)
                        .orElse(null),
                served == 0 ? null : served,
                document.stale(),
                rejected.map(event -> event.stage().wireName()).orElse(null),
                rejected.map(event -> event.reason().wireName()).orElse(null),
                rejected.map(DocumentRejected::message).orElse(null),
                withTimeline ? TimelineEntry.of(document) : null);
    }

    /**
     * A step of the newest version's way.
     *
     * @param millis how long the step itself took; null where nobody measured
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TimelineEntry(String stage, Instant at, @Nullable Long millis, String detail) {

        static List<TimelineEntry> of(CatalogDocument document) {
            return Timeline.of(document);
        }
    }
}
