package dev.tributary.embed.generation;

import dev.tributary.embed.pipeline.Lane;
import dev.tributary.index.starter.GenerationTable;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Generations as gauges; a dropped one has none. */
final class GenerationMetrics {

    private static final String GENERATION = "generation";

    private final MultiGauge lag;
    private final MultiGauge live;

    GenerationMetrics(MeterRegistry registry) {
        lag = MultiGauge.builder("tributary.generation.lag")
                .description("Events that are not in the index of the generation yet")
                .register(registry);
        live = MultiGauge.builder("tributary.generation.live")
                .description("1 for the generation that answers, 0 for others that are kept")
                .register(registry);
    }

    void seen(GenerationTable table, Map<String, Progress> progress) {
        List<Row<?>> lags = new ArrayList<>();
        List<Row<?>> lives = new ArrayList<>();
        progress.forEach((generation, state) -> {
            lives.add(Row.of(Tags.of(GENERATION, generation), table.isLive(generation) ? 1 : 0));
            state.lag()
                    .ifPresent(now -> now.lanes()
                            .forEach((lane, part) -> lags.add(
                                    Row.of(Tags.of(GENERATION, generation, "lane", name(lane)), part.behind()))));
        });
        lag.register(lags, true);
        live.register(lives, true);
    }

    private static String name(Lane lane) {
        return lane.name().toLowerCase(Locale.ROOT);
    }
}
