package dev.tributary.ingest.parse;

import dev.tributary.content.ContentStore;
import dev.tributary.events.CaptureEvent;
import dev.tributary.ingest.ConditionalOnIngestRole;
import dev.tributary.ingest.IngestRole;
import dev.tributary.parser.DocumentParser;
import dev.tributary.parser.pool.ForkedParsers;
import dev.tributary.platform.kafka.EventPublisher;
import dev.tributary.platform.stage.StageConsumer;
import dev.tributary.platform.stage.StageStates;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parse stage and its workers. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnIngestRole(IngestRole.PARSE)
@EnableConfigurationProperties(ParseProperties.class)
class ParseConfiguration {

    @Bean(destroyMethod = "close")
    DocumentParser documentParser(ParseProperties properties) {
        return new ForkedParsers(properties.settings());
    }

    @Bean(destroyMethod = "shutdownNow")
    ExecutorService parseThreads(ParseProperties properties) {
        return Executors.newFixedThreadPool(
                properties.workers(),
                Thread.ofPlatform().name("parse-", 1).daemon().factory());
    }

    /** The function that the binding {@code parse-in-0} runs. */
    @Bean
    StageConsumer<CaptureEvent> parse(
            ContentStore store,
            DocumentParser parser,
            ExecutorService parseThreads,
            EventPublisher publisher,
            StageStates states,
            MeterRegistry registry) {
        ParsingDocuments parsing = new ParsingDocuments(store, parser, parseThreads, registry, Clock.systemUTC());
        return new StageConsumer<>(parsing, publisher, states, registry);
    }
}
