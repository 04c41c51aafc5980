package dev.tributary.query.model;

import dev.tributary.query.model.ModelFailedException.Reason;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What models read, write, cost, and how they fail. The label is the model, never who asked. */
public final class ModelMetrics {

    private static final String PREFIX = "tributary.model";
    private static final String CIRCUIT = PREFIX + ".circuit.open";
    private static final String MODEL = "model";

    private final MeterRegistry registry;
    private final Map<String, CircuitBreaker> circuits = new ConcurrentHashMap<>();

    ModelMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void replied(String model, Usage usage) {
        registry.counter(PREFIX + ".tokens", MODEL, model, "direction", "input").increment(usage.inputTokens());
        registry.counter(PREFIX + ".tokens", MODEL, model, "direction", "output")
                .increment(usage.outputTokens());
        registry.counter(PREFIX + ".cost", MODEL, model).increment(usage.cost().doubleValue());
    }

    void failed(String model, Reason reason) {
        registry.counter(PREFIX + ".failures", MODEL, model, "reason", reason.label())
                .increment();
    }

    /** Another model was asked in its stead. */
    public void fellBack(String model) {
        registry.counter(PREFIX + ".fallbacks", MODEL, model).increment();
    }

    /**
     * A model that is configured anew has a new circuit and keeps its gauge: a scrape while one takes the place of another
     * would meet both, and fail.
     */
    void watch(String model, CircuitBreaker circuit) {
        if (circuits.put(model, circuit) == null) {
            Gauge.builder(CIRCUIT, circuits, all -> isOpen(all.get(model)) ? 1 : 0)
                    .description("1 while the model is not asked because it failed too often")
                    .tag(MODEL, model)
                    .register(registry);
        }
    }

    void forget(String model) {
        if (circuits.remove(model) != null) {
            registry.remove(registry.get(CIRCUIT).tag(MODEL, model).gauge());
        }
    }

    void watch(ModelFollower models) {
        Gauge.builder(PREFIX + ".registry.connected", models, each -> each.connected() ? 1 : 0)
                .description("1 while changes of models reach this process")
                .register(registry);
    }

    private static boolean isOpen(@Nullable CircuitBreaker circuit) {
        return circuit != null && circuit.getState() == CircuitBreaker.State.OPEN;
    }
}
