package dev.tributary.embed.generation;

import dev.tributary.embed.pipeline.Lane;
import dev.tributary.index.starter.GenerationTable;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Generations as gauges; a dropped one has none. */
final class GenerationMetrics {

    private static final String GENERATION = "generation";

    private final Gauges lag;
    private final Gauges live;

    GenerationMetrics(MeterRegistry registry) {
        lag = new Gauges(MultiGauge.builder("tributary.generation.lag")
                .description("Events that are not in the index of the generation yet")
                .register(registry));
        live = new Gauges(MultiGauge.builder("tributary.generation.live")
                .description("1 for the generation that answers, 0 for others that are kept")
                .register(registry));
    }

    void seen(GenerationTable table, Map<String, Progress> progress) {
        Map<Tags, Long> lags = new HashMap<>();
        Map<Tags, Long> lives = new HashMap<>();
        progress.forEach((generation, state) -> {
            lives.put(Tags.of(GENERATION, generation), table.isLive(generation) ? 1L : 0L);
            state.lag()
                    .ifPresent(now -> now.lanes()
                            .forEach((lane, part) ->
                                    lags.put(Tags.of(GENERATION, generation, "lane", name(lane)), part.behind())));
        });
        lag.set(lags);
        live.set(lives);
    }

    private static String name(Lane lane) {
        return lane.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Each gauge stays as long as there is a value for it: a scrape while one takes the place of another would meet both, and
     * fail.
     */
    private static final class Gauges {

        private final MultiGauge gauges;
        private volatile Map<Tags, Long> values = Map.of();

        Gauges(MultiGauge gauges) {
            this.gauges = gauges;
        }

        void set(Map<Tags, Long> now) {
            values = now;
            gauges.register(now.keySet().stream().map(this::row).toList());
        }

        private Row<?> row(Tags tags) {
            return Row.of(tags, this, all -> all.value(tags));
        }

        private double value(Tags tags) {
            Long value = values.get(tags);
            return value == null ? Double.NaN : value;
        }
    }
}
