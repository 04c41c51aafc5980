package dev.tributary.bench.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.bench.simulation.Finding.Kind;
import dev.tributary.embed.chunk.Chunker;
import dev.tributary.embed.pipeline.IndexStages;
import dev.tributary.events.Access;
import dev.tributary.events.CaptureEvent;
import dev.tributary.events.DocumentEvent;
import dev.tributary.events.Event;
import dev.tributary.events.EventCodec;
import dev.tributary.events.ParseEvent;
import dev.tributary.events.Topic;
import dev.tributary.index.ChunkIndex.StoredDocument;
import dev.tributary.index.SearchFilter;
import dev.tributary.index.SearchMode;
import dev.tributary.index.SearchRequest;
import dev.tributary.ingest.catalog.Catalog;
import dev.tributary.ingest.parse.ParseStages;
import dev.tributary.platform.kafka.EventPublisher;
import dev.tributary.platform.stage.DocumentStage;
import dev.tributary.platform.stage.StageConsumer;
import dev.tributary.platform.stage.StageStates;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The pipeline's own code from capture to index, in one thread, in a world that does to it whatever follows from a seed.
 * In the end the faults stop, everything drains, and what the index holds is compared with what was acknowledged; so is
 * what is made anew from the log, compacted.
 */
final class Simulation implements AutoCloseable {

    /** Enough for several dozen faults. */
    static final int STEPS = 100;

    private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final int MOST_ROUNDS_TO_DRAIN = 500;
    private static final int DEEPEST_STALL = 2;

    private final IndexUnderTest index;
    private final Optional<Guard> missing;
    private final Chance chance;
    private final Ledger ledger = new Ledger();
    private final SimulatedLog log;
    private final SimulatedStore.Shared content = new SimulatedStore.Shared();
    private final MeterRegistry meters = new CompositeMeterRegistry();
    private final List<ProcessClock> clocks = new ArrayList<>();
    private final List<ConsumerGroup> groups = new ArrayList<>();
    private final IngestProcess ingest;
    private final Sources sources;
    private long time = START;
    private int stalled;
    private int steps;

    private Simulation(long seed, IndexUnderTest index, Optional<Guard> missing) {
        this.index = index;
        this.missing = missing;
        this.chance = new Chance(seed);
        this.log = new SimulatedLog(() -> time, chance, ledger::witness);
        Perils perils = new Perils(chance, () -> {});
        this.ingest = new IngestProcess(
                log, new SimulatedStore(content, perils), perils, clock(), meters, isMissing(Guard.LAST_WORD));
        this.sources = new Sources(ingest, ledger, chance);
        for (Topic topic : List.of(Topic.CAPTURED, Topic.CAPTURED_BULK)) {
            groups.add(group(topic, this::parsing));
        }
        for (Topic topic : List.of(Topic.PARSED, Topic.PARSED_BULK)) {
            groups.add(group(topic, indexing(index, ledger)));
        }
    }

    /**
     * What came of it.
     *
     * @param index what the index held in the end
     */
    record Outcome(List<Finding> findings, Map<Fault, Integer> faults, int steps, Map<UUID, StoredDocument> index) {}

    static Outcome run(long seed, int steps, Indexes indexes, Optional<Guard> missing) {
        try (IndexUnderTest index = missing.map(Indexes::without).orElseGet(indexes::open);
                Simulation simulation = new Simulation(seed, index, missing)) {
            return simulation.run(steps);
        }
    }

    private Outcome run(int wanted) {
        for (int i = 0; i < wanted; i++) {
            step();
        }
        chance.calm();
        drain();
        Map<UUID, StoredDocument> stored = stored(index, ledger::stored);
        judge(stored);
        compactEverything();
        judgeWhatIsMadeAnew();
        return new Outcome(ledger.findings(), chance.struck(), steps, stored);
    }

    private interface Stage<E extends Event & DocumentEvent> {
        DocumentStage<E> of(Perils perils, ProcessClock clock);
    }

    private <E extends Event & DocumentEvent> ConsumerGroup group(Topic topic, Stage<E> stage) {
        ConsumerGroup group = new ConsumerGroup(topic);
        for (int member = 0; member < 2; member++) {
            Perils perils = new Perils(chance, this::meanwhile);
            ProcessClock clock = clock();
            SimulatedPublisher publisher = new SimulatedPublisher(log, new EventCodec("simulation", clock), perils);
            EventPublisher awaited = isMissing(Guard.ACKNOWLEDGEMENT) ? new HastyPublisher(publisher) : publisher;
            boolean hasty = isMissing(Guard.OFFSETS_AFTER_EFFECTS);
            new Member<>(group, log, publisher, perils, ledger, hasty, () -> {
                StageStates states = new StageStates(clock);
                DocumentStage<E> program = stage.of(perils, clock);
                return topic.express() == topic
                        ? StageConsumer.express(program, awaited, states, meters)
                        : StageConsumer.bulk(program, awaited, states, meters);
            });
        }
        return group;
    }

    private boolean isMissing(Guard guard) {
        return missing.filter(guard::equals).isPresent();
    }

    private DocumentStage<CaptureEvent> parsing(Perils perils, ProcessClock clock) {
        return ParseStages.parsing(
                new SimulatedStore(content, perils), new SimulatedParser(perils), new SameThread(), meters, clock);
    }

    private Stage<ParseEvent> indexing(IndexUnderTest into, Ledger noting) {
        return (perils, clock) -> {
            SimulatedEmbedder embedder = new SimulatedEmbedder(perils);
            return IndexStages.indexing(
                    new SimulatedStore(content, perils),
                    new Chunker(Indexable.MAX_TOKENS, embedder::countTokens),
                    embedder,
                    new SimulatedIndex(into, perils, noting),
                    "simulation",
                    meters,
                    clock);
        };
    }

    private ProcessClock clock() {
        ProcessClock clock = new ProcessClock(() -> time, chance);
        clocks.add(clock);
        return clock;
    }

    /** Somebody does something. */
    private void step() {
        steps++;
        time += chance.below(2_000);
        int what = chance.below(100);
        if (what < 25) {
            sources.act();
        } else if (what < 75) {
            ConsumerGroup group = chance.pick(groups);
            chance.pick(group.members()).poll(1 + chance.below(6));
        } else if (what < 85) {
            ingest.follow(1 + chance.below(10));
        } else if (what < 92) {
            look();
        } else {
            disturb();
        }
    }

    private void disturb() {
        ConsumerGroup group = chance.pick(groups);
        int partition = chance.below(SimulatedLog.PARTITIONS);
        if (chance.strikes(Fault.REBALANCE)) {
            group.rebalance(partition, chance.below(2));
        }
        if (chance.strikes(Fault.OFFSETS_REWOUND)) {
            group.commit(partition, chance.below((int) group.committed(partition) + 1));
            group.rebalance(partition, chance.below(2));
        }
        if (chance.strikes(Fault.CLOCK_JUMP)) {
            chance.pick(clocks).jump();
        }
        if (chance.strikes(Fault.COMPACTION)) {
            compact(chance.pick(List.of(Topic.values())), partition);
        }
        if (chance.strikes(Fault.UNKNOWN_EVENT_TYPE)) {
            log.append(
                    group.topic(),
                    "key-" + steps,
                    Map.of(EventCodec.TYPE_HEADER, "dev.tributary.document.painted.v1".getBytes(UTF_8)),
                    "{}".getBytes(UTF_8));
        }
        if (chance.oneIn(4)) {
            ingest.resolve();
        }
    }

    /** By when the broker compacts what several processes say, all have read it, and what was overridden was said again. */
    private void compact(Topic topic, int partition) {
        long read = switch (topic) {
            case PARSED, PARSED_BULK ->
                groups.stream()
                        .filter(group -> group.topic() == topic)
                        .mapToLong(group -> Math.min(group.committed(partition), ingest.settled(topic, partition)))
                        .findFirst()
                        .orElseThrow();
            case INDEXED -> ingest.settled(topic, partition);
            default -> log.end(topic, partition);
        };
        log.compact(topic, partition, chance.below((int) read + 1));
    }

    /** The rest of the world goes on while one process is suspended. */
    private void meanwhile() {
        if (stalled == DEEPEST_STALL) {
            return;
        }
        stalled++;
        for (int i = chance.below(40); i > 0; i--) {
            step();
        }
        stalled--;
    }

    /** Somebody searches. */
    private void look() {
        String question = "river delta edit" + chance.below(100);
        Access access = chance.oneIn(2)
                ? Access.admin(Sources.TENANT)
                : new Access(Sources.TENANT, Set.of("group:crew"), false);
        ledger.hits(index.index()
                .search(new SearchRequest(
                        access,
                        question,
                        SimulatedEmbedder.vector(question),
                        chance.pick(List.of(SearchMode.values())),
                        SearchFilter.none(),
                        30)));
        index.index().scan(ledger::stored);
    }

    private void drain() {
        for (int round = 0; round < MOST_ROUNDS_TO_DRAIN; round++) {
            ingest.resolve();
            ingest.follow(Integer.MAX_VALUE);
            sources.insist();
            boolean atEnd = true;
            for (ConsumerGroup group : groups) {
                group.members().forEach(member -> member.poll(6));
                atEnd &= group.atEnd(log);
            }
            if (atEnd && sources.content() && ingest.follow(Integer.MAX_VALUE)) {
                return;
            }
        }
        ledger.found(Kind.STUCK, "it does not drain");
    }

    private Map<UUID, StoredDocument> stored(IndexUnderTest tested, Consumer<StoredDocument> check) {
        Map<UUID, StoredDocument> stored = new HashMap<>();
        tested.index().scan(document -> {
            check.accept(document);
            if (stored.put(document.commit().documentId(), document) != null) {
                ledger.found(Kind.DUPLICATED, "two entries of " + document.commit());
            }
        });
        return stored;
    }

    private void judge(Map<UUID, StoredDocument> stored) {
        Verdict verdict = new Verdict(ledger, "the index", stored);
        sources.documents().forEach(verdict::onIndex);
        sources.documents().forEach(document -> verdict.onCatalog(document, ingest.catalog(), "the catalog"));
    }

    private void compactEverything() {
        for (Topic topic : Topic.values()) {
            for (int partition = 0; partition < SimulatedLog.PARTITIONS; partition++) {
                log.compact(topic, partition, log.end(topic, partition));
            }
        }
    }

    private void judgeWhatIsMadeAnew() {
        try (IndexUnderTest fresh = Indexes.MEMORY.open();
                Catalog catalog = rebuiltCatalog()) {
            Verdict verdict = new Verdict(ledger, "an index made anew", rebuiltIndex(fresh));
            sources.documents().forEach(verdict::onIndex);
            sources.documents().forEach(document -> verdict.onCatalog(document, catalog, "a catalog made anew"));
        }
    }

    private Map<UUID, StoredDocument> rebuiltIndex(IndexUnderTest fresh) {
        for (Topic topic : List.of(Topic.PARSED, Topic.PARSED_BULK)) {
            ConsumerGroup group = group(topic, indexing(fresh, new Ledger()));
            while (!group.atEnd(log)) {
                group.members().forEach(member -> member.poll(6));
            }
        }
        return stored(fresh, ledger::held);
    }

    private Catalog rebuiltCatalog() {
        Catalog rebuilt = IngestProcess.inMemory();
        for (Topic topic : IngestProcess.FOLLOWED) {
            for (int partition = 0; partition < SimulatedLog.PARTITIONS; partition++) {
                rebuilt.apply(log.read(topic, partition, 0, Integer.MAX_VALUE).stream()
                        .flatMap(entry -> EventCodec.decode(entry.type(), entry.value()).stream())
                        .map(event -> new Catalog.Seen(topic, event))
                        .toList());
            }
        }
        return rebuilt;
    }

    @Override
    public void close() {
        ingest.close();
    }
}
