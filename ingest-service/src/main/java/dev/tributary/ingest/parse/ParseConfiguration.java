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
import dev.tributary.platform.start.WritableDirectory;
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
        WritableDirectory.require("tributary.parse.work-directory", properties.workDirectory());
        return new ForkedParsers(properties.settings());
    }

    /** Each lane has as many threads as there are workers: what comes by one does not queue behind the other's. */
    @Bean(destroyMethod = "shutdownNow")
    ExecutorService parseThreads(ParseProperties properties) {
        return threads("parse-", properties);
    }

    @Bean(destroyMethod = "shutdownNow")
    ExecutorService parseBulkThreads(ParseProperties properties) {
        return threads("parse-bulk-", properties);
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
        return StageConsumer.express(stage(store, parser, parseThreads, registry), publisher, states, registry);
    }

    /** The function that the binding {@code parseBulk-in-0} runs. */
    @Bean
    StageConsumer<CaptureEvent> parseBulk(
            ContentStore store,
            DocumentParser parser,
            ExecutorService parseBulkThreads,
            EventPublisher publisher,
            StageStates states,
            MeterRegistry registry) {
        return StageConsumer.bulk(stage(store, parser, parseBulkThreads, registry), publisher, states, registry);
    }

    private static ParsingDocuments stage(
            ContentStore store, DocumentParser parser, ExecutorService threads, MeterRegistry registry) {
        return new ParsingDocuments(store, parser, threads, registry, Clock.systemUTC());
    }

    private static ExecutorService threads(String name, ParseProperties properties) {
        return Executors.newFixedThreadPool(
                properties.workers(), Thread.ofPlatform().name(name, 1).daemon().factory());
    }
}
