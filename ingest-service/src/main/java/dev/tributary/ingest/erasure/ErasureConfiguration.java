package dev.tributary.ingest.erasure;

import dev.tributary.content.ContentStore;
import dev.tributary.events.Topic;
import dev.tributary.ingest.ConditionalOnIngestRole;
import dev.tributary.ingest.IngestRole;
import dev.tributary.ingest.capture.CapturingDocuments;
import dev.tributary.ingest.catalog.Catalog;
import dev.tributary.ingest.catalog.CatalogFollower;
import dev.tributary.platform.kafka.EventPublisher;
import dev.tributary.platform.kafka.KafkaConnectionProperties;
import dev.tributary.platform.kafka.TopicFollower;
import dev.tributary.platform.start.ConfigurationException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnIngestRole(IngestRole.CONNECT)
@EnableConfigurationProperties({ErasureProperties.class, CollectionProperties.class})
class ErasureConfiguration {

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    @Bean
    KeptGenerations keptGenerations() {
        return new KeptGenerations();
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    TopicFollower generationsForErasures(KeptGenerations generations, KafkaConnectionProperties kafka) {
        return new TopicFollower(Topic.GENERATIONS, kafka, generations::hear);
    }

    @Bean
    CollectingContent collectingContent(
            ContentStore store,
            Catalog catalog,
            CatalogFollower follower,
            CollectionProperties properties,
            MeterRegistry meters) {
        return new CollectingContent(store, catalog, follower, properties, meters, Clock.systemUTC());
    }

    @Bean
    ErasingDocuments erasingDocuments(
            CapturingDocuments capturing,
            Catalog catalog,
            CatalogFollower follower,
            CollectingContent content,
            KafkaConnectionProperties kafka,
            EventPublisher publisher,
            KeptGenerations generations,
            ErasureProperties erasure,
            CollectionProperties collection) {
        Duration compaction = kafka.compactionLag().multipliedBy(2);
        Duration least = compaction.compareTo(collection.grace()) > 0 ? compaction : collection.grace();
        if (erasure.deadline().compareTo(least) < 0) {
            throw new ConfigurationException(
                    ErasureProperties.DEADLINE,
                    erasure.deadline(),
                    "at least " + least + ": twice tributary.kafka.compaction-lag, and tributary.collection.grace");
        }
        return new ErasingDocuments(
                capturing,
                catalog,
                follower,
                content,
                new WholeLog(kafka),
                publisher,
                generations::names,
                erasure.deadline(),
                Clock.systemUTC());
    }

    /** Often enough that a look more or less does not matter to the deadline. */
    @Bean
    ErasureLoop erasureLoop(
            ErasingDocuments erasing, KafkaConnectionProperties kafka, CollectionProperties collection) {
        Duration shorter =
                kafka.compactionLag().compareTo(collection.grace()) < 0 ? kafka.compactionLag() : collection.grace();
        Duration pause = shorter.dividedBy(8);
        pause = pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause;
        return new ErasureLoop(erasing, pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }

    @Bean
    MeterBinder erasureMetrics(ErasingDocuments erasing) {
        return registry -> {
            Gauge.builder(
                            "tributary.erasures.pending",
                            () -> erasing.receipts(null).stream()
                                    .filter(receipt -> !receipt.done())
                                    .count())
                    .description("Erasures that are not complete")
                    .register(registry);
            Gauge.builder(
                            "tributary.erasures.overdue",
                            () -> erasing.receipts(null).stream()
                                    .filter(receipt -> !receipt.done()
                                            && receipt.deadline().isBefore(Instant.now()))
                                    .count())
                    .description("Erasures that are not complete although their deadline has passed")
                    .register(registry);
        };
    }
}
