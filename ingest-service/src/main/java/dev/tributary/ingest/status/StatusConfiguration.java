package dev.tributary.ingest.status;

import dev.tributary.events.Stage;
import dev.tributary.ingest.ConditionalOnIngestRole;
import dev.tributary.ingest.IngestRole;
import dev.tributary.ingest.capture.CapturingDocuments;
import dev.tributary.ingest.catalog.Catalog;
import dev.tributary.ingest.catalog.Catalog.Waiting;
import dev.tributary.ingest.catalog.CatalogFollower;
import dev.tributary.ingest.source.Sources;
import dev.tributary.platform.stage.StageStates;
import dev.tributary.platform.start.TenantProperties;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnIngestRole(IngestRole.CONNECT)
class StatusConfiguration {

    @Bean
    ReportingStatus reportingStatus(
            Sources sources,
            Catalog catalog,
            CatalogFollower follower,
            CapturingDocuments capturing,
            StageStates stages,
            TenantProperties tenant) {
        return new ReportingStatus(sources, catalog, follower, capturing, stages, tenant.tenant(), Clock.systemUTC());
    }

    @Bean
    MeterBinder catalogMetrics(Catalog catalog, CatalogFollower follower) {
        return registry -> {
            Gauge.builder("tributary.catalog.lag", follower, CatalogFollower::lag)
                    .baseUnit("records")
                    .register(registry);
            Gauge.builder(
                            "tributary.kafka.reachable",
                            follower,
                            follow -> follow.outage().isEmpty() ? 1 : 0)
                    .description("0 while Kafka does not answer this process")
                    .register(registry);
            Stream.of(Stage.PARSE, Stage.INDEX).forEach(stage -> {
                Gauge.builder(
                                "tributary.stage.pending",
                                () -> waiting(catalog, stage).documents())
                        .tag("stage", stage.wireName())
                        .register(registry);
                Gauge.builder("tributary.stage.pending.oldest", () -> age(waiting(catalog, stage)))
                        .tag("stage", stage.wireName())
                        .baseUnit("seconds")
                        .register(registry);
            });
        };
    }

    private static Waiting waiting(Catalog catalog, Stage stage) {
        return catalog.waiting().stream()
                .filter(waiting -> waiting.stage() == stage)
                .findFirst()
                .orElseThrow();
    }

    private static long age(Waiting waiting) {
        Instant oldest = waiting.oldest();
        return oldest == null
                ? 0
                : Math.max(0, Duration.between(oldest, Instant.now()).toSeconds());
    }
}
