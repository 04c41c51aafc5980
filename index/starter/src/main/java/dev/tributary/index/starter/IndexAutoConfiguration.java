package dev.tributary.index.starter;

import dev.tributary.platform.kafka.KafkaConnectionProperties;
import dev.tributary.platform.start.WritableDirectory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The generations of the index: the configured one, and those that were started through the API. */
@AutoConfiguration
@EnableConfigurationProperties({IndexProperties.class, EmbeddingProperties.class, ChunkingProperties.class})
public final class IndexAutoConfiguration {

    /** Left out where a context brings an index of its own. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(LiveIndex.class)
    @EnableConfigurationProperties(KafkaConnectionProperties.class)
    static class Following {

        @Bean
        Generations generations(IndexProperties index, EmbeddingProperties embedding, ChunkingProperties chunking) {
            if (index.type() == IndexProperties.Type.LUCENE && index.access() == IndexProperties.Access.WRITE) {
                WritableDirectory.require(
                        "tributary.index.lucene.directory", index.lucene().directory());
            }
            return new Generations(
                    new GenerationSettings(embedding, chunking), new OpeningGenerations(index, embedding));
        }

        @Bean
        GenerationFollower generationFollower(Generations generations, KafkaConnectionProperties kafka) {
            return new GenerationFollower(generations, kafka);
        }
    }
}
