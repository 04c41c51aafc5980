package dev.tributary.ingest.deadletter;

import dev.tributary.events.Access;
import dev.tributary.events.Acl;
import dev.tributary.events.DocumentCaptured;
import dev.tributary.events.DocumentEvent;
import dev.tributary.events.DocumentParsed;
import dev.tributary.events.DocumentVersion;
import dev.tributary.events.Event;
import dev.tributary.events.OutageException;
import dev.tributary.events.Stage;
import dev.tributary.events.Topic;
import dev.tributary.ingest.catalog.Catalog;
import dev.tributary.ingest.catalog.CatalogDocument;
import dev.tributary.ingest.catalog.CatalogFollower;
import dev.tributary.ingest.catalog.DeadLetter;
import dev.tributary.ingest.catalog.DeadLetter.Dropped;
import dev.tributary.ingest.catalog.DeadLetter.Filter;
import dev.tributary.ingest.deadletter.DeadLetterPublisher.Again;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lists dead letters, publishes their events again, drops them; all of it for documents that the caller may read. */
final class HandlingDeadLetters {

    private static final int GROUP = 500;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Catalog catalog;
    private final CatalogFollower follower;
    private final DeadLetterPublisher publisher;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    HandlingDeadLetters(Catalog catalog, CatalogFollower follower, DeadLetterPublisher publisher) {
        this.catalog = catalog;
        this.follower = follower;
        this.publisher = publisher;
    }

    /** A dead letter and what is known of its document. */
    private record Found(DeadLetter letter, Optional<CatalogDocument> document) {}

    /**
     * A page in the order of the keys.
     *
     * @param after the key to go on after; null for the first page
     * @param limit one more than this is given if there is more
     */
    List<DeadLetterStatus> list(Access access, Filter filter, @Nullable String after, int limit) {
        List<DeadLetterStatus> page = new ArrayList<>();
        String last = after;
        while (page.size() <= limit) {
            List<DeadLetter> letters = catalog.deadLetters(filter, last, GROUP);
            for (Found found : readable(access, letters)) {
                page.add(DeadLetterStatus.of(found.letter(), found.document()));
            }
            if (letters.size() < GROUP) {
                break;
            }
            last = letters.getLast().key();
        }
        return page.subList(0, Math.min(page.size(), limit + 1));
    }

    /** Publishes the events again that are still of use, and drops the dead letters of those and of what is settled. */
    ReplayAnswer replay(Access access, Filter filter, boolean dryRun) {
        checkReady();
        Replay replay = new Replay();
        if (dryRun) {
            forEachGroup(access, filter, group -> replay.decide(group));
        } else {
            inSession(session -> forEachGroup(access, filter, group -> replay.publish(session, group)));
        }
        return new ReplayAnswer(dryRun, replay.matched, replay.replayed, replay.skipped);
    }

    DropAnswer drop(Access access, Filter filter) {
        checkReady();
        long[] dropped = {0};
        inSession(session -> forEachGroup(access, filter, group -> {
            List<Dropped> all =
                    group.stream().map(found -> found.letter().dropped()).toList();
            session.publish(List.of(), all);
            catalog.apply(List.of(), all);
            dropped[0] += all.size();
        }));
        return new DropAnswer(dropped[0]);
    }

    /** What a replay does, and counts. */
    private final class Replay {

        private long matched;
        private long replayed;
        private final Map<String, Long> skipped = new TreeMap<>();

        /** What comes of a group. */
        private record Group(List<Again> again, List<Dropped> dropped) {}

        Group decide(List<Found> found) {
            Group group = new Group(new ArrayList<>(), new ArrayList<>());
            for (Found one : found) {
                matched++;
                Optional<Obstacle> obstacle = Obstacle.of(one.letter(), one.document());
                DocumentEvent event = one.letter().event();
                if (obstacle.isPresent()) {
                    skipped.merge(obstacle.get().wireName(), 1L, Long::sum);
                } else if (event != null) {
                    replayed++;
                    group.again().add(again(one.letter(), event));
                }
                if (obstacle.map(Obstacle::settled).orElse(true)) {
                    group.dropped().add(one.letter().dropped());
                }
            }
            return group;
        }

        void publish(DeadLetterPublisher.Session session, List<Found> found) {
            Group group = decide(found);
            if (group.dropped().isEmpty()) {
                return;
            }
            session.publish(group.again(), group.dropped());
            List<Catalog.Seen> seen = group.again().stream()
                    .map(again -> new Catalog.Seen(again.topic(), (Event) again.event()))
                    .toList();
            catalog.apply(seen, group.dropped());
        }
    }

    /** By the bulk topics: a big replay never delays an edit. */
    private static Again again(DeadLetter letter, DocumentEvent event) {
        Topic topic = letter.stage().equals(Stage.INDEX.wireName()) ? Topic.PARSED_BULK : Topic.CAPTURED_BULK;
        if (event instanceof DocumentCaptured captured) {
            return new Again(topic, captured.again());
        }
        return new Again(topic, event instanceof DocumentParsed parsed ? parsed.again() : event);
    }

    private void inSession(Consumer<DeadLetterPublisher.Session> work) {
        oneAtATime.lock();
        try (DeadLetterPublisher.Session session = publisher.open()) {
            work.accept(session);
        } finally {
            oneAtATime.unlock();
        }
    }

    private void forEachGroup(Access access, Filter filter, Consumer<List<Found>> work) {
        String last = null;
        List<DeadLetter> letters;
        do {
            letters = catalog.deadLetters(filter, last, GROUP);
            List<Found> readable = readable(access, letters);
            last = letters.isEmpty() ? last : letters.getLast().key();
            if (!readable.isEmpty()) {
                work.accept(readable);
            }
        } while (letters.size() == GROUP);
    }

    private List<Found> readable(Access access, List<DeadLetter> letters) {
        return letters.stream()
                .map(letter -> new Found(
                        letter, Optional.ofNullable(letter.documentId()).flatMap(catalog::find)))
                .filter(found -> mayRead(access, found))
                .toList();
    }

    /** By the rights that the document has now; a removed document's are those of its last version. */
    private static boolean mayRead(Access access, Found found) {
        String tenant = found.letter().tenant();
        if (tenant == null) {
            return access.admin();
        }
        DocumentVersion version = DeadLetterStatus.version(found.letter().event());
        Acl acl = found.document()
                .flatMap(CatalogDocument::captured)
                .map(DocumentCaptured::document)
                .or(() -> Optional.ofNullable(version))
                .map(DocumentVersion::acl)
                .orElse(null);
        return access.mayRead(tenant, acl);
    }

    private void checkReady() {
        if (!follower.caughtUp()) {
            throw new OutageException("The catalog is still reading the log", null, RETRY_AFTER);
        }
    }
}
