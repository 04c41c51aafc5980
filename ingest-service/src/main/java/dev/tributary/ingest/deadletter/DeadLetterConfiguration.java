package dev.tributary.ingest.deadletter;

import dev.tributary.events.EventCodec;
import dev.tributary.events.RejectionReason;
import dev.tributary.ingest.ConditionalOnIngestRole;
import dev.tributary.ingest.IngestProperties;
import dev.tributary.ingest.IngestRole;
import dev.tributary.ingest.catalog.Catalog;
import dev.tributary.ingest.catalog.CatalogFollower;
import dev.tributary.platform.kafka.KafkaConnectionProperties;
import dev.tributary.platform.security.EndpointRule;
import dev.tributary.platform.security.Role;
import dev.tributary.platform.start.TenantProperties;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

@Configuration(proxyBeanMethods = false)
@ConditionalOnIngestRole(IngestRole.CONNECT)
class DeadLetterConfiguration {

    @Bean
    DeadLetterFilters deadLetterFilters(TenantProperties tenant) {
        return new DeadLetterFilters(tenant.tenant());
    }

    @Bean
    HandlingDeadLetters handlingDeadLetters(
            Catalog catalog,
            CatalogFollower follower,
            KafkaConnectionProperties kafka,
            IngestProperties properties,
            EventCodec codec) {
        return new HandlingDeadLetters(catalog, follower, new DeadLetterPublisher(kafka, properties.instance(), codec));
    }

    @Bean
    EndpointRule deadLettersAreListed() {
        return new EndpointRule(Role.WRITER, HttpMethod.GET, DeadLetterController.PATH);
    }

    @Bean
    EndpointRule deadLettersAreReplayed() {
        return new EndpointRule(Role.WRITER, HttpMethod.POST, DeadLetterController.PATH + ":replay");
    }

    @Bean
    EndpointRule deadLettersAreDropped() {
        return new EndpointRule(Role.WRITER, HttpMethod.DELETE, DeadLetterController.PATH);
    }

    @Bean
    MeterBinder deadLetterMetrics(Catalog catalog) {
        return registry -> {
            for (RejectionReason reason : RejectionReason.values()) {
                Gauge.builder(
                                "tributary.dead.letters",
                                () -> catalog.deadLettersByReason().getOrDefault(reason.wireName(), 0L))
                        .description("Documents that are rejected as their dead letter says")
                        .tag("reason", reason.wireName())
                        .register(registry);
            }
        };
    }
}
