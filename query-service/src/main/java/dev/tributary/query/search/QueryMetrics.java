package dev.tributary.query.search;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * How long queries take, by part, and how they end. Labels are endpoint, part and kind of generator: never who asked,
 * nor for what.
 */
@Component
public final class QueryMetrics {

    private static final String PREFIX = "tributary.query";

    private final MeterRegistry registry;

    QueryMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** A stretch of a query's time. */
    public enum Part {
        EMBED("embed"),
        SEARCH("search"),
        /** From the request to the first piece of the answer. */
        FIRST_TOKEN("first-token"),
        GENERATE("generate"),
        TOTAL("total");

        private final String label;

        Part(String label) {
            this.label = label;
        }
    }

    /** @return what was recorded, in milliseconds */
    public long record(Endpoint endpoint, Part part, Stopwatch stopwatch) {
        Duration elapsed = stopwatch.elapsed();
        Timer.builder(PREFIX)
                .description("Time that queries take, by part")
                .tag("endpoint", endpoint.label())
                .tag("part", part.label)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofMinutes(2))
                .register(registry)
                .record(elapsed);
        return elapsed.toMillis();
    }

    /** The search had no hit. */
    public void nothingFound(Endpoint endpoint) {
        registry.counter(PREFIX + ".empty", "endpoint", endpoint.label()).increment();
    }

    /** The answer was that the documents do not say. */
    public void abstained(String generator) {
        registry.counter(PREFIX + ".abstained", "generator", generator).increment();
    }

    /** An answer was given that cites nothing. */
    public void uncited(String generator) {
        registry.counter(PREFIX + ".uncited", "generator", generator).increment();
    }

    /** No answer was given, because the chat model failed. */
    public void modelFailed() {
        registry.counter(PREFIX + ".model.failed").increment();
    }
}
