package dev.tributary.bench.simulation;

import dev.tributary.events.Acl;
import dev.tributary.events.DocumentKey;
import dev.tributary.events.Event;
import dev.tributary.events.EventCodec;
import dev.tributary.events.OutageException;
import dev.tributary.events.Topic;
import dev.tributary.ingest.capture.Captured;
import dev.tributary.ingest.capture.CapturingDocuments.Reading;
import dev.tributary.ingest.capture.UnthreadedCapture;
import dev.tributary.ingest.catalog.Catalog;
import dev.tributary.ingest.catalog.Catalog.Seen;
import dev.tributary.ingest.catalog.CatalogReading;
import dev.tributary.ingest.connector.DocumentFacts;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The process that captures, with its catalog, which survives it, or not. */
final class IngestProcess implements AutoCloseable {

    static final List<Topic> FOLLOWED =
            List.of(Topic.CAPTURED, Topic.CAPTURED_BULK, Topic.PARSED, Topic.PARSED_BULK, Topic.INDEXED);

    private static final String CONNECTOR = "push";
    private static final int FEW = 2;

    private final SimulatedLog log;
    private final SimulatedStore store;
    private final Perils perils;
    private final ProcessClock clock;
    private final EventCodec codec;
    private final MeterRegistry meters;
    private final boolean silent;
    private final SimulatedPublisher publisher;
    private Catalog catalog = inMemory();
    private Map<String, Long> offsets = new HashMap<>();
    private UnthreadedCapture capture;
    private boolean caughtUp;
    private @Nullable List<Seen> open;

    /** What is to be captured: a text, or null for a removal. */
    record Change(
            DocumentKey key,
            @Nullable String text,
            String title,
            @Nullable Acl acl) {}

    /** @param silent without {@link Guard#LAST_WORD} */
    IngestProcess(
            SimulatedLog log,
            SimulatedStore store,
            Perils perils,
            ProcessClock clock,
            MeterRegistry meters,
            boolean silent) {
        this.log = log;
        this.store = store;
        this.perils = perils;
        this.clock = clock;
        this.codec = new EventCodec("ingest", clock);
        this.meters = meters;
        this.silent = silent;
        this.publisher = new SimulatedPublisher(log, codec, perils);
        this.capture = capture();
    }

    /** A catalog that knows nothing yet. */
    static Catalog inMemory() {
        return new Catalog(Path.of(":memory:"));
    }

    private UnthreadedCapture capture() {
        return new UnthreadedCapture(store, catalog, new ToLog(), clock, FEW, meters);
    }

    Catalog catalog() {
        return catalog;
    }

    /** Captures all in one transaction; for each that was not acknowledged there is nothing in the answer. */
    List<Optional<Captured>> capture(List<Change> changes) {
        List<CompletableFuture<Captured>> promised = new ArrayList<>();
        try {
            for (Change change : changes) {
                promised.add(caughtUp ? submit(change) : CompletableFuture.failedFuture(notReady()));
            }
            capture.commit();
        } catch (Crash crash) {
            restart();
            return changes.stream().map(change -> Optional.<Captured>empty()).toList();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
        return promised.stream()
                .map(each -> each.isCompletedExceptionally() ? Optional.<Captured>empty() : Optional.of(each.join()))
                .toList();
    }

    private static OutageException notReady() {
        return new OutageException("The catalog is still reading the log", null);
    }

    private CompletableFuture<Captured> submit(Change change) {
        if (change.text() == null) {
            return capture.capturing().remove(change.key(), CONNECTOR, clock.instant());
        }
        DocumentFacts facts = new DocumentFacts(
                "sim:" + change.key().nativeId(), change.title(), "text/plain", null, change.acl(), Map.of(), null);
        try {
            return capture.capturing()
                    .capture(
                            change.key(),
                            new Reading(CONNECTOR, Integer.MAX_VALUE),
                            facts,
                            store.put(change.key().tenant(), change.text().getBytes(StandardCharsets.UTF_8)),
                            clock.instant());
        } catch (OutageException outage) {
            return CompletableFuture.failedFuture(outage);
        }
    }

    /** The log takes all of a transaction or nothing, but does not always get to say which. */
    private final class ToLog implements UnthreadedCapture.Log {

        @Override
        public void settle() {
            resolve();
        }

        @Override
        public void commit(List<Seen> events) {
            resolve();
            perils.mayFail(Fault.CAPTURE_REFUSED);
            perils.mayCrash(Fault.CAPTURE_CRASH_BEFORE_COMMIT);
            open = events;
            perils.mayFail(Fault.CAPTURE_LEFT_OPEN);
            append(events);
            open = null;
            perils.mayCrash(Fault.CAPTURE_CRASH_AFTER_COMMIT);
            perils.mayFail(Fault.CAPTURE_UNANSWERED);
        }

        @Override
        public void readToEnd() {
            follow(Integer.MAX_VALUE);
        }
    }

    /** A transaction that was left open comes to its end: both ends are possible. */
    void resolve() {
        List<Seen> left = open;
        open = null;
        if (left != null && perils.below(2) == 0) {
            append(left);
        }
    }

    private void append(List<Seen> events) {
        for (Seen seen : events) {
            log.append(seen.topic(), codec.encode(seen.event()));
        }
    }

    /**
     * The catalog takes note of at most so many records of each partition; at the end of the log it says again what was
     * overridden.
     *
     * @return whether there was nothing to do
     */
    boolean follow(int most) {
        publisher.arrive();
        List<Seen> seen = new ArrayList<>();
        Map<String, Long> moved = new HashMap<>();
        for (Topic topic : FOLLOWED) {
            for (int partition = 0; partition < SimulatedLog.PARTITIONS; partition++) {
                String name = topic + "-" + partition;
                List<SimulatedLog.Entry> entries = log.read(topic, partition, offsets.getOrDefault(name, 0L), most);
                for (SimulatedLog.Entry entry : entries) {
                    Optional<Event> event = EventCodec.decode(entry.type(), entry.value());
                    event.ifPresent(known -> seen.add(new Seen(topic, known)));
                }
                if (!entries.isEmpty()) {
                    moved.put(name, entries.getLast().offset() + 1);
                }
            }
        }
        if (!moved.isEmpty()) {
            CatalogReading.applyUpTo(catalog, seen, moved);
            offsets.putAll(moved);
        }
        caughtUp = caughtUp || moved.isEmpty();
        return moved.isEmpty() && !saysAgain();
    }

    private boolean saysAgain() {
        List<Seen> overridden = overridden();
        try {
            for (Seen newest : overridden) {
                var unused = publisher.publish(newest.topic(), newest.event());
            }
        } catch (Crash crash) {
            restart();
        }
        return !overridden.isEmpty();
    }

    /** The offset up to which everything was read, and what had been overridden was said again. */
    long settled(Topic topic, int partition) {
        return overridden().isEmpty() ? position(topic, partition) : 0;
    }

    private List<Seen> overridden() {
        return silent ? List.of() : CatalogReading.overridden(catalog);
    }

    private long position(Topic topic, int partition) {
        return offsets.getOrDefault(topic + "-" + partition, 0L);
    }

    private void restart() {
        publisher.die();
        if (perils.strikes(Fault.CATALOG_LOST)) {
            catalog.close();
            catalog = inMemory();
        }
        offsets = CatalogReading.offsets(catalog);
        caughtUp = false;
        capture = capture();
    }

    @Override
    public void close() {
        catalog.close();
    }
}
