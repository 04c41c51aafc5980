package dev.tributary.ingest.capture;

import dev.tributary.events.DocumentCaptured;
import dev.tributary.events.DocumentEvent;
import dev.tributary.events.DocumentRemoved;
import dev.tributary.events.Event;
import dev.tributary.events.Topic;
import dev.tributary.ingest.catalog.CatalogDocument;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which of two topics a captured document takes, for the requests of one transaction. What a source has beyond a few
 * documents on the express topic goes by the bulk topic, so that no edit waits behind an archive. What costs the stages
 * nothing, a removal or a change of rights, never waits.
 *
 * <p>The two topics are read independently; a document's versions may overtake each other, and the newest wins.
 */
final class Lanes {

    private final ExpressRoom room;
    private final Map<Source, Long> taken = new HashMap<>();
    private final Map<Source, Boolean> othersQueue = new HashMap<>();

    private record Source(String tenant, String name) {}

    Lanes(ExpressRoom room) {
        this.room = room;
    }

    Topic of(Topic topic, DocumentEvent event, Optional<CatalogDocument> before) {
        if (topic != Topic.CAPTURED || isCheap(event, before)) {
            return topic;
        }
        Source source = new Source(event.tenant(), event.source());
        long already = taken.computeIfAbsent(source, unknown -> room.taken(source.tenant(), source.name()));
        if (already >= room.most() || (already >= room.few() && !othersQueue(source))) {
            return topic.bulk();
        }
        taken.put(source, already + 1);
        return topic;
    }

    private boolean othersQueue(Source source) {
        return othersQueue.computeIfAbsent(source, unknown -> room.othersQueue(source.tenant(), source.name()));
    }

    private static boolean isCheap(DocumentEvent event, Optional<CatalogDocument> before) {
        return switch ((Event) event) {
            case DocumentRemoved removed -> true;
            case DocumentCaptured captured ->
                before.flatMap(CatalogDocument::newestCapture)
                        .filter(newest -> newest.content().equals(captured.content()))
                        .isPresent();
            default -> false;
        };
    }
}
