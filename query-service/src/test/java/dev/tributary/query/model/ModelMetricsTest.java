package dev.tributary.query.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.events.ModelEvent.ModelConfigured;
import dev.tributary.events.ModelEvent.Parameters;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
    void theRegistryDoesNotForgetAModelThatItConfiguresAnew() {
        RunningModels running = new RunningModels(
                new ModelProperties(Path.of("/run/secrets"), Duration.ZERO, 6, Duration.ofSeconds(30)),
                new SecretStore(Path.of("/run/secrets"), name -> null),
                metrics);
        ChatProperties none = new ChatProperties(
                null, null, null, Duration.ofSeconds(60), 0, 1024, 6000, BigDecimal.ZERO, BigDecimal.ZERO);
        ModelRegistry models = new ModelRegistry(running, none, metrics);
        models.hear(configured("ollama", 1000));
        Gauge gauge = gauge();
        assertThat(gauge).isNotNull();
        models.hear(configured("ollama", 2000));
        assertThat(gauge()).isSameAs(gauge);
        models.hear(configured("of-a-later-version", 2000));
        assertThat(gauge()).isNull();
        assertThat(models.names()).doesNotContain("model");
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

    private static ModelConfigured configured(String provider, long timeoutMillis) {
        return new ModelConfigured(
                "model",
                provider,
                URI.create("http://localhost:1"),
                "model",
                null,
                timeoutMillis,
                new Parameters(null, null, null, null),
                null,
                Instant.EPOCH);
    }

    private @Nullable Gauge gauge() {
        return registry.find("tributary.model.circuit.open")
                .tag("model", "model")
                .gauge();
    }
}
