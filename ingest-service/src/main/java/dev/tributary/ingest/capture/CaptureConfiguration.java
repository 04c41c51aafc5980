package dev.tributary.ingest.capture;

import dev.tributary.content.ContentStore;
import dev.tributary.events.EventCodec;
import dev.tributary.ingest.ConditionalOnIngestRole;
import dev.tributary.ingest.IngestProperties;
import dev.tributary.ingest.IngestRole;
import dev.tributary.ingest.catalog.Catalog;
import dev.tributary.platform.kafka.KafkaConnectionProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnIngestRole(IngestRole.CONNECT)
class CaptureConfiguration {

    @Bean
    Committer committer(
            Catalog catalog, KafkaConnectionProperties kafka, IngestProperties properties, EventCodec codec) {
        TransactionalPublisher publisher = new TransactionalPublisher(kafka, properties.instance(), codec);
        return new Committer(catalog, publisher, Clock.systemUTC());
    }

    @Bean
    CapturingDocuments capturingDocuments(
            ContentStore store, Catalog catalog, Committer committer, MeterRegistry meters) {
        return new CapturingDocuments(store, catalog, committer, new CaptureMetrics(meters));
    }
}
