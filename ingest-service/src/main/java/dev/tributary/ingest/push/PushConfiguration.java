package dev.tributary.ingest.push;

import dev.tributary.ingest.ConditionalOnIngestRole;
import dev.tributary.ingest.IngestProperties;
import dev.tributary.ingest.IngestRole;
import dev.tributary.ingest.capture.CapturingDocuments;
import dev.tributary.ingest.capture.ExpressRoom;
import dev.tributary.ingest.catalog.CatalogFollower;
import dev.tributary.platform.web.BodyLimit;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

@Configuration(proxyBeanMethods = false)
@ConditionalOnIngestRole(IngestRole.CONNECT)
class PushConfiguration {

    /** For the parts of a form beside the document. */
    private static final DataSize FORM = DataSize.ofKilobytes(128);

    @Bean
    IdempotencyKeys idempotencyKeys(IngestProperties properties) {
        return new IdempotencyKeys(properties.file("pushes.db"), Clock.systemUTC());
    }

    @Bean
    PushingDocuments pushingDocuments(
            CapturingDocuments capturing,
            ExpressRoom room,
            CatalogFollower follower,
            IdempotencyKeys keys,
            IngestProperties properties) {
        return new PushingDocuments(capturing, room, follower, keys, properties, Clock.systemUTC());
    }

    @Bean
    BodyLimit pushBodyLimit(IngestProperties properties) {
        long bytes = properties.maxBytes().toBytes() + FORM.toBytes();
        return new BodyLimit("/v1/sources/*/documents/**", DataSize.ofBytes(bytes));
    }
}
