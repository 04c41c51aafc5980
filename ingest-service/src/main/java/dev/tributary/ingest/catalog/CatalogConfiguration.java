package dev.tributary.ingest.catalog;

import dev.tributary.ingest.ConditionalOnIngestRole;
import dev.tributary.ingest.IngestProperties;
import dev.tributary.ingest.IngestRole;
import dev.tributary.platform.kafka.EventPublisher;
import dev.tributary.platform.kafka.KafkaConnectionProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnIngestRole(IngestRole.CONNECT)
class CatalogConfiguration {

    @Bean
    Catalog catalog(IngestProperties properties) {
        return new Catalog(properties.file("catalog.db"));
    }

    @Bean
    CatalogFollower catalogFollower(Catalog catalog, KafkaConnectionProperties kafka, EventPublisher publisher) {
        return new CatalogFollower(catalog, kafka, publisher);
    }
}
