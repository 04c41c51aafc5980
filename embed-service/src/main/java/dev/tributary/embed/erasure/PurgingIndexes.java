package dev.tributary.embed.erasure;

import dev.tributary.embed.pipeline.Feeds;
import dev.tributary.events.ErasureEvent;
import dev.tributary.events.ErasureEvent.ErasureReleased;
import dev.tributary.events.ErasureEvent.ErasureRequested;
import dev.tributary.events.ErasureEvent.PlaceErased;
import dev.tributary.events.Event;
import dev.tributary.events.Topic;
import dev.tributary.index.ChunkIndex;
import dev.tributary.index.CommitRecord;
import dev.tributary.index.starter.Generations;
import dev.tributary.platform.kafka.EventPublisher;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Purges every index that this process feeds of the documents that were erased, once their removal has come by, and
 * reports it. What was reported is in the log; after a restart only the rest is done.
 */
final class PurgingIndexes {

    private final Feeds feeds;
    private final Generations generations;
    private final EventPublisher publisher;
    private final Clock clock;
    private final Map<UUID, ErasureRequested> requests = new ConcurrentHashMap<>();
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    PurgingIndexes(Feeds feeds, Generations generations, EventPublisher publisher, Clock clock) {
        this.feeds = feeds;
        this.generations = generations;
        this.publisher = publisher;
        this.clock = clock;
    }

    void hear(Event event) {
        if (event instanceof ErasureEvent erasure) {
            switch (erasure) {
                case ErasureRequested request -> requests.put(request.erasureId(), request);
                case PlaceErased place -> reported.add(place.key());
                case ErasureReleased released -> {}
            }
        }
    }

    /** Does what can be done now. */
    void goOn() {
        for (String generation : feeds.fed()) {
            List<ErasureRequested> open = requests.values().stream()
                    .filter(request ->
                            !reported.contains(report(request, generation).key()))
                    .toList();
            if (!open.isEmpty()) {
                generations.open(generation).use(used -> {
                    purge(used.index(), generation, open);
                    return used;
                });
            }
        }
    }

    private void purge(ChunkIndex index, String generation, List<ErasureRequested> open) {
        Map<UUID, CommitRecord> commits =
                index.commits(open.stream().map(ErasureRequested::documentId).toList());
        List<ErasureRequested> removed = open.stream()
                .filter(request -> {
                    CommitRecord commit = commits.get(request.documentId());
                    return commit != null && commit.version() >= request.version();
                })
                .toList();
        if (removed.isEmpty()) {
            return;
        }
        index.purge(removed.stream().map(ErasureRequested::documentId).toList());
        for (ErasureRequested request : removed) {
            PlaceErased report = report(request, generation);
            publisher.publishAndWait(Topic.ERASURES, report);
            reported.add(report.key());
        }
    }

    private PlaceErased report(ErasureRequested request, String generation) {
        return new PlaceErased(
                request.erasureId(), request.tenant(), PlaceErased.INDEX + generation, null, clock.instant());
    }
}
