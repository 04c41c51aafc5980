package dev.tributary.embed.pipeline;

import dev.tributary.events.DocumentParsed;
import dev.tributary.events.DocumentRemoved;
import dev.tributary.events.ParseEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** What those on call want to know of indexing. */
final class IndexingMetrics {

    private static final Duration[] FRESHNESS_OBJECTIVES = {
        Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofMinutes(10)
    };

    private final MeterRegistry registry;
    private final BooleanSupplier live;
    private final Counter embedded;
    private final Counter reused;

    /** @param live whether what is indexed is what searches find */
    IndexingMetrics(MeterRegistry registry, BooleanSupplier live) {
        this.registry = registry;
        this.live = live;
        this.embedded = chunks("embedded");
        this.reused = chunks("reused");
    }

    void embedded(int chunks) {
        embedded.increment(chunks);
    }

    /** Time of one step for a group of documents: prepare (read and chunk), embed, keep (vectors), write. */
    void step(String step, long nanos) {
        Timer.builder("tributary.index.step")
                .description("Time the index stage takes for a group of documents, by step")
                .tag("step", step)
                .register(registry)
                .record(Duration.ofNanos(nanos));
    }

    /** From before, or from another chunk with the same text. */
    void reused(int chunks) {
        reused.increment(chunks);
    }

    /** A change is in the index; if searches find it there, how long ago did it happen at the source? */
    void applied(ParseEvent event, Instant now) {
        if (!live.getAsBoolean()) {
            return;
        }
        switch (event) {
            case DocumentParsed parsed ->
                freshness(parsed.document().connector(), parsed.document().changedAt(), now);
            case DocumentRemoved removed -> freshness(removed.connector(), removed.changedAt(), now);
        }
    }

    private void freshness(String connector, Instant changedAt, Instant now) {
        Timer.builder("tributary.freshness")
                .description("Time from a change at the source until it is searchable")
                .tag("connector", connector)
                .publishPercentileHistogram()
                .serviceLevelObjectives(FRESHNESS_OBJECTIVES)
                .maximumExpectedValue(Duration.ofHours(1))
                .register(registry)
                .record(
                        Duration.between(changedAt, now).isNegative()
                                ? Duration.ZERO
                                : Duration.between(changedAt, now));
    }

    private Counter chunks(String vectors) {
        return Counter.builder("tributary.chunks")
                .description("Chunks indexed, by where their vectors came from")
                .tag("vectors", vectors)
                .register(registry);
    }
}
