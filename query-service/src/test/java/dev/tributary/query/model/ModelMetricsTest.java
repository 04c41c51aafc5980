package dev.tributary.query.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ModelMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ModelMetrics metrics = new ModelMetrics(registry);

    @Test
    void aModelThatIsConfiguredAnewKeepsItsGaugeWhichShowsTheNewCircuit() {
        CircuitBreaker old = CircuitBreaker.ofDefaults("old");
        metrics.watch("model", old);
        old.transitionToOpenState();
        Gauge gauge = gauge();
        assertThat(gauge).extracting(Gauge::value).isEqualTo(1.0);

        metrics.watch("model", CircuitBreaker.ofDefaults("new"));
        assertThat(gauge()).isSameAs(gauge);
        assertThat(gauge).extracting(Gauge::value).isEqualTo(0.0);
    }

    @Test
    void aModelThatIsGoneHasNoGauge() {
        metrics.watch("model", CircuitBreaker.ofDefaults("one"));
        metrics.forget("model");
        metrics.forget("unknown");
        assertThat(gauge()).isNull();
        metrics.watch("model", CircuitBreaker.ofDefaults("another"));
        assertThat(gauge()).isNotNull();
    }

    private @Nullable Gauge gauge() {
        return registry.find("tributary.model.circuit.open")
                .tag("model", "model")
                .gauge();
    }
}
