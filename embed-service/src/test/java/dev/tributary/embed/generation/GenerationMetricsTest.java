package dev.tributary.embed.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.embed.pipeline.Lane;
import dev.tributary.index.starter.GenerationTable;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GenerationMetricsTest {

    private static final GenerationTable TABLE = new GenerationTable("one", Map.of(), null);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final GenerationMetrics metrics = new GenerationMetrics(registry);

    @Test
    void aGaugeFollowsWhatIsSeenAndIsNeverReplaced() {
        metrics.seen(TABLE, Map.of("one", behind(7), "two", behind(9)));
        Gauge before = lag("one");
        metrics.seen(TABLE, Map.of("one", behind(3), "two", behind(9)));
        assertThat(lag("one")).isSameAs(before);
        assertThat(before.value()).isEqualTo(3);
        assertThat(live("one").value()).isEqualTo(1);
        assertThat(live("two").value()).isZero();
    }

    @Test
    void aDroppedGenerationHasNoGauge() {
        metrics.seen(TABLE, Map.of("one", behind(0), "two", behind(9)));
        metrics.seen(TABLE, Map.of("one", behind(0)));
        assertThat(registry.find("tributary.generation.lag")
                        .tag("generation", "two")
                        .gauge())
                .isNull();
        assertThat(registry.find("tributary.generation.live")
                        .tag("generation", "two")
                        .gauge())
                .isNull();
        metrics.seen(TABLE, Map.of("one", behind(0), "two", behind(5)));
        assertThat(lag("two").value()).isEqualTo(5);
    }

    private Gauge lag(String generation) {
        return registry.get("tributary.generation.lag")
                .tags("generation", generation, "lane", "bulk")
                .gauge();
    }

    private Gauge live(String generation) {
        return registry.get("tributary.generation.live")
                .tag("generation", generation)
                .gauge();
    }

    private static Progress behind(long events) {
        Progress progress = new Progress();
        progress.seen(new Lag(Map.of(Lane.BULK, new Lag.Part(events, 10))), Instant.EPOCH);
        return progress;
    }
}
