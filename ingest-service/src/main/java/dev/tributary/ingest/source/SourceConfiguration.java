package dev.tributary.ingest.source;

import dev.tributary.content.ContentStore;
import dev.tributary.ingest.ConditionalOnIngestRole;
import dev.tributary.ingest.IngestProperties;
import dev.tributary.ingest.IngestRole;
import dev.tributary.ingest.capture.CapturingDocuments;
import dev.tributary.ingest.catalog.Catalog;
import dev.tributary.ingest.catalog.CatalogFollower;
import dev.tributary.ingest.connector.ConnectorFactory;
import dev.tributary.platform.start.TenantProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SourcesProperties.class)
class SourceConfiguration {

    @Bean
    @ConditionalOnIngestRole(IngestRole.CONNECT)
    Sources sources(
            SourcesProperties sources,
            List<ConnectorFactory> connectors,
            IngestProperties properties,
            TenantProperties tenant,
            CapturingDocuments capturing,
            ContentStore store,
            Catalog catalog,
            CatalogFollower follower,
            MeterRegistry meters) {
        return new Sources(sources, connectors, properties, tenant, capturing, store, catalog, follower, meters);
    }
}
