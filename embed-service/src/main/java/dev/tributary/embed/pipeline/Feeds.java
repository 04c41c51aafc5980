package dev.tributary.embed.pipeline;

import dev.tributary.content.ContentStore;
import dev.tributary.embed.chunk.Chunker;
import dev.tributary.index.starter.Generations;
import dev.tributary.index.starter.OpenGeneration;
import dev.tributary.platform.kafka.EventPublisher;
import dev.tributary.platform.stage.StageConsumer;
import dev.tributary.platform.stage.StageStates;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** The index stage, once for every generation that this process feeds. */
public final class Feeds {

    private final LaneBindings bindings;
    private final Generations generations;
    private final ContentStore store;
    private final EventPublisher publisher;
    private final StageStates states;
    private final MeterRegistry registry;
    private final Map<String, OpenGeneration> fed = new ConcurrentHashMap<>();

    Feeds(
            LaneBindings bindings,
            Generations generations,
            ContentStore store,
            EventPublisher publisher,
            StageStates states,
            MeterRegistry registry) {
        this.bindings = bindings;
        this.generations = generations;
        this.store = store;
        this.publisher = publisher;
        this.states = states;
        this.registry = registry;
    }

    /** Fingerprints of the generations that are fed. */
    public Set<String> fed() {
        return Set.copyOf(fed.keySet());
    }

    /** Feeds the generation from where its consumer groups are; one that is fed already goes on. */
    public void start(OpenGeneration generation) {
        String fingerprint = generation.fingerprint();
        if (generation.equals(fed.get(fingerprint))) {
            return;
        }
        stop(fingerprint);
        BooleanSupplier live = () -> generations.table().isLive(fingerprint);
        IndexingInto stage = new IndexingInto(generation, indexing(generation, live));
        EventPublisher discreet = new DiscreetPublisher(publisher, fingerprint, live);
        bindings.bind(Lane.EXPRESS, fingerprint, StageConsumer.express(stage, discreet, states, registry));
        try {
            bindings.bind(Lane.BULK, fingerprint, StageConsumer.bulk(stage, discreet, states, registry));
        } catch (RuntimeException failure) {
            bindings.unbind(Lane.EXPRESS, fingerprint);
            throw failure;
        }
        fed.put(fingerprint, generation);
    }

    private IndexingDocuments indexing(OpenGeneration generation, BooleanSupplier live) {
        return new IndexingDocuments(
                store,
                new Chunker(generation.chunkTokens(), generation.embedder()::countTokens),
                generation.embedder(),
                generation.index(),
                generation.fingerprint(),
                new IndexingMetrics(registry, live),
                Clock.systemUTC());
    }

    /** Returns when nothing goes into the generation any more. */
    public void stop(String fingerprint) {
        if (fed.remove(fingerprint) != null) {
            for (Lane lane : Lane.values()) {
                bindings.unbind(lane, fingerprint);
            }
        }
    }
}
