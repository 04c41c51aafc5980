package dev.tributary.ingest.capture;

import dev.tributary.content.ContentStore;
import dev.tributary.events.EventCodec;
import dev.tributary.ingest.ConditionalOnIngestRole;
import dev.tributary.ingest.IngestProperties;
import dev.tributary.ingest.IngestRole;
import dev.tributary.ingest.catalog.Catalog;
import dev.tributary.ingest.catalog.CatalogFollower;
import dev.tributary.platform.kafka.KafkaConnectionProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnIngestRole(IngestRole.CONNECT)
class CaptureConfiguration {

    /** The longest that requests wait for the catalog after Kafka was out of reach; then they fail, and may come again. */
    private static final Duration CATALOG_WAIT = Duration.ofSeconds(5);

    @Bean
    ExpressRoom expressRoom(Catalog catalog, IngestProperties properties) {
        return new ExpressRoom(catalog, properties.expressPending());
    }

    @Bean
    Committer committer(
            Catalog catalog,
            ExpressRoom room,
            CatalogFollower follower,
            KafkaConnectionProperties kafka,
            IngestProperties properties,
            EventCodec codec) {
        TransactionalPublisher publisher = new TransactionalPublisher(kafka, properties.instance(), codec);
        return new Committer(catalog, publisher, Clock.systemUTC(), room, () -> follower.awaitEnd(CATALOG_WAIT))
                .start();
    }

    @Bean
    CapturingDocuments capturingDocuments(
            ContentStore store, Catalog catalog, Committer committer, MeterRegistry meters) {
        return new CapturingDocuments(store, catalog, committer, new CaptureMetrics(meters));
    }
}
