package dev.tributary.platform.stage;

import dev.tributary.events.DocumentRejected;
import dev.tributary.events.Stage;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a stage tells those on call. No id of a document, user or tenant is ever a label. */
final class StageMetrics {

    private static final String STAGE = "stage";

    private final MeterRegistry registry;
    private final Stage stage;

    StageMetrics(MeterRegistry registry, Stage stage, StageStates states) {
        this.registry = registry;
        this.stage = stage;
        gauge(
                "tributary.stage.paused",
                "1 while the stage waits for infrastructure",
                () -> states.pause(stage).isPresent() ? 1 : 0);
        gauge(
                "tributary.stage.paused.seconds",
                "How long the stage has waited for infrastructure",
                () -> states.pausedFor(stage).toSeconds());
    }

    /** A stage has a consumer for each of its topics; they share what is said of the stage. */
    private void gauge(String name, String description, Supplier<Number> value) {
        if (registry.find(name).tag(STAGE, stage.wireName()).gauge() == null) {
            Gauge.builder(name, value)
                    .description(description)
                    .tag(STAGE, stage.wireName())
                    .register(registry);
        }
    }

    /** How long the record lay in the topic before the stage took it up. */
    void waited(long recordTimestamp, long nowMillis) {
        timer("tributary.stage.wait", "Time from an event's publication until the stage takes it up")
                .record(Duration.ofMillis(Math.max(0, nowMillis - recordTimestamp)));
    }

    void batchTook(Duration duration) {
        timer("tributary.stage.batch", "Time the stage takes for one batch").record(duration);
    }

    void done(int documents) {
        registry.counter("tributary.stage.documents", STAGE, stage.wireName()).increment(documents);
    }

    void rejected(DocumentRejected rejected) {
        registry.counter(
                        "tributary.stage.rejections",
                        STAGE,
                        stage.wireName(),
                        "connector",
                        rejected.connector(),
                        "media_type",
                        withoutParameters(rejected.mediaType()),
                        "reason",
                        rejected.reason().wireName())
                .increment();
    }

    void malformed() {
        registry.counter("tributary.stage.malformed", STAGE, stage.wireName()).increment();
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .tag(STAGE, stage.wireName())
                .publishPercentileHistogram()
                .register(registry);
    }

    private static String withoutParameters(@Nullable String mediaType) {
        return mediaType == null ? "unknown" : mediaType.replaceFirst("\\s*;.*", "");
    }
}
