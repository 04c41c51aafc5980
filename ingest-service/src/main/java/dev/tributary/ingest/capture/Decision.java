package dev.tributary.ingest.capture;

import dev.tributary.events.DocumentCaptured;
import dev.tributary.events.DocumentEvent;
import dev.tributary.events.DocumentRejected;
import dev.tributary.events.DocumentRemoved;
import dev.tributary.events.DocumentVersion;
import dev.tributary.events.RejectionReason;
import dev.tributary.events.Stage;
import dev.tributary.events.Topic;
import dev.tributary.ingest.catalog.CatalogDocument;
import dev.tributary.ingest.catalog.Facts;
import dev.tributary.ingest.connector.DocumentFacts;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request comes to, given what is known of the document.
 *
 * @param version the document's newest version afterwards
 * @param event null if there is nothing to say
 */
record Decision(
        long version,
        @Nullable Topic topic,
        @Nullable DocumentEvent event,
        @Nullable String revision) {

    /**
     * @param known empty if the document was never heard of
     * @param now time by this process; never earlier than in a call before
     */
    static Decision of(CaptureRequest request, Optional<CatalogDocument> known, Instant now) {
        long version = Math.max(known.map(CatalogDocument::version).orElse(0L) + 1, now.toEpochMilli());
        return switch (request) {
            case CaptureRequest.Content content -> capture(content, known, version, now);
            case CaptureRequest.Rejection rejection -> reject(rejection, known, version, now);
            case CaptureRequest.Removal removal -> remove(removal, known, version, now);
        };
    }

    private static Decision capture(
            CaptureRequest.Content request, Optional<CatalogDocument> known, long version, Instant now) {
        DocumentFacts facts = request.facts();
        DocumentCaptured event = new DocumentCaptured(
                describe(request, facts, known, version, now),
                request.content(),
                facts.mediaType(),
                facts.fileName(),
                request.revision());
        boolean same = known.flatMap(CatalogDocument::newestCapture)
                .filter(newest -> Facts.same(newest, event))
                .isPresent();
        return same
                ? nothingNew(known, request.revision())
                : new Decision(version, Topic.CAPTURED, event, request.revision());
    }

    private static Decision reject(
            CaptureRequest.Rejection request, Optional<CatalogDocument> known, long version, Instant now) {
        boolean same = known.filter(document -> document.live())
                .flatMap(CatalogDocument::rejected)
                .filter(rejected -> rejected.stage() == Stage.CAPTURE
                        && rejected.version()
                                == known.map(CatalogDocument::version).orElse(0L)
                        && rejected.reason() == request.reason()
                        && rejected.message().equals(request.message()))
                .isPresent();
        if (same) {
            return nothingNew(known, request.revision());
        }
        DocumentVersion document = describe(request, request.facts(), known, version, now);
        DocumentRejected event = new DocumentRejected(
                document.documentId(),
                document.tenant(),
                document.source(),
                document.nativeId(),
                document.uri(),
                version,
                document.connector(),
                Stage.CAPTURE,
                request.reason(),
                request.message(),
                request.reason() == RejectionReason.UNREADABLE,
                request.facts().mediaType(),
                request.revision(),
                now,
                null);
        return new Decision(version, Topic.INDEXED, event, request.revision());
    }

    private static Decision remove(
            CaptureRequest.Removal request, Optional<CatalogDocument> known, long version, Instant now) {
        if (known.filter(CatalogDocument::live).isEmpty()) {
            return nothingNew(known, null);
        }
        DocumentRemoved event = new DocumentRemoved(
                request.key().documentId(),
                request.key().tenant(),
                request.key().source(),
                request.key().nativeId(),
                version,
                request.connector(),
                request.changedAt(),
                now);
        return new Decision(version, Topic.CAPTURED, event, null);
    }

    private static Decision nothingNew(Optional<CatalogDocument> known, @Nullable String revision) {
        return new Decision(known.map(CatalogDocument::version).orElse(0L), null, null, revision);
    }

    private static DocumentVersion describe(
            CaptureRequest request, DocumentFacts facts, Optional<CatalogDocument> known, long version, Instant now) {
        return new DocumentVersion(
                request.key().documentId(),
                request.key().tenant(),
                request.key().source(),
                request.key().nativeId(),
                version,
                request.connector(),
                facts.uri(),
                facts.title(),
                facts.acl(),
                facts.metadata(),
                facts.sourceTime(),
                request.changedAt(),
                now,
                null,
                known.flatMap(CatalogDocument::removedVersion).orElse(null));
    }
}
