package dev.tributary.ingest.status;

import dev.tributary.events.DocumentCaptured;
import dev.tributary.events.DocumentIndexed;
import dev.tributary.events.DocumentParsed;
import dev.tributary.events.DocumentRejected;
import dev.tributary.events.DocumentRemoved;
import dev.tributary.events.DocumentUnindexed;
import dev.tributary.ingest.catalog.CatalogDocument;
import dev.tributary.ingest.status.DocumentStatus.TimelineEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way of a document's newest version through the stages. */
final class Timeline {

    private Timeline() {}

    static List<TimelineEntry> of(CatalogDocument document) {
        long version = document.version();
        List<TimelineEntry> steps = new ArrayList<>();
        document.newestCapture().ifPresent(event -> steps.add(captured(event)));
        document.removed().filter(event -> event.version() == version).ifPresent(event -> steps.add(removed(event)));
        document.parsed().filter(event -> event.version() == version).ifPresent(event -> steps.add(parsed(event)));
        document.indexed().filter(event -> event.version() == version).ifPresent(event -> steps.add(indexed(event)));
        document.unindexed()
                .filter(event -> event.version() == version)
                .ifPresent(event -> steps.add(unindexed(event)));
        document.rejected().filter(event -> event.version() == version).ifPresent(event -> steps.add(rejected(event)));
        steps.sort(Comparator.comparing(TimelineEntry::at));
        return List.copyOf(steps);
    }

    private static TimelineEntry captured(DocumentCaptured event) {
        String detail = event.content().size() + " bytes by " + event.document().connector();
        return entry("captured", event.document().capturedAt(), null, detail);
    }

    private static TimelineEntry removed(DocumentRemoved event) {
        return entry("removed", event.removedAt(), null, "gone from its source, by " + event.connector());
    }

    private static TimelineEntry parsed(DocumentParsed event) {
        String pages = event.pages() == null ? "" : ", " + event.pages() + " pages";
        String warnings = event.warnings().isEmpty() ? "" : "; " + String.join("; ", event.warnings());
        return entry("parsed", event.parsedAt(), event.parseMillis(), event.mediaType() + pages + warnings);
    }

    private static TimelineEntry indexed(DocumentIndexed event) {
        DocumentIndexed.Timings timings = event.timings();
        long millis = timings.chunkMillis() + timings.embedMillis() + timings.indexMillis();
        String detail = "%d chunks: %d embedded, %d reused".formatted(event.chunks(), event.embedded(), event.reused());
        return entry("indexed", event.at(), millis, detail);
    }

    private static TimelineEntry unindexed(DocumentUnindexed event) {
        return entry("unindexed", event.at(), null, "no longer found by searches");
    }

    private static TimelineEntry rejected(DocumentRejected event) {
        String detail = event.stage().wireName() + ": " + event.reason().wireName() + ": " + event.message();
        return entry("rejected", event.at(), null, detail);
    }

    private static TimelineEntry entry(String stage, java.time.Instant at, @Nullable Long millis, String detail) {
        return new TimelineEntry(stage, at, millis, detail);
    }
}
