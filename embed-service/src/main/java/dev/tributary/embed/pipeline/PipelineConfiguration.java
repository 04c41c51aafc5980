package dev.tributary.embed.pipeline;

import dev.tributary.content.ContentStore;
import dev.tributary.embed.chunk.Chunker;
import dev.tributary.events.ParseEvent;
import dev.tributary.index.ChunkIndex;
import dev.tributary.index.Embedder;
import dev.tributary.index.Generation;
import dev.tributary.index.starter.ChunkingProperties;
import dev.tributary.platform.kafka.EventPublisher;
import dev.tributary.platform.stage.StageConsumer;
import dev.tributary.platform.stage.StageStates;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.cloud.stream.config.BindingServiceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The index stage and its binding. */
@Configuration(proxyBeanMethods = false)
class PipelineConfiguration {

    private static final String BINDING = "index-in-0";

    @Bean
    Chunker chunker(ChunkingProperties properties, Embedder embedder) {
        return new Chunker(properties.maxTokens(), embedder::countTokens);
    }

    /** The function that the binding {@value #BINDING} runs. */
    @Bean
    StageConsumer<ParseEvent> index(
            ContentStore store,
            Chunker chunker,
            Embedder embedder,
            ChunkIndex chunkIndex,
            Generation generation,
            BindingServiceProperties bindings,
            EventPublisher publisher,
            StageStates states,
            MeterRegistry registry) {
        consumeAs("tributary-index-" + generation.fingerprint(), bindings);
        IndexingDocuments indexing = new IndexingDocuments(
                store,
                chunker,
                embedder,
                chunkIndex,
                generation.fingerprint(),
                new IndexingMetrics(registry),
                Clock.systemUTC());
        return new StageConsumer<>(indexing, publisher, states, registry);
    }

    /** Every generation reads all documents from the start, in a consumer group of its own. */
    private static void consumeAs(String group, BindingServiceProperties bindings) {
        bindings.getBindingProperties(BINDING).setGroup(group);
    }
}
