package dev.tributary.index.starter;

import dev.tributary.content.ParsedText;
import dev.tributary.index.ChunkIndex;
import dev.tributary.index.Embedder;
import dev.tributary.index.Generation;
import dev.tributary.index.lucene.LuceneChunkIndex;
import dev.tributary.index.onnx.OnnxEmbedder;
import dev.tributary.index.qdrant.QdrantChunkIndex;
import dev.tributary.index.qdrant.QdrantSettings;
import dev.tributary.platform.start.ConfigurationException;
import java.nio.file.Path;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The embedding model, the generation that it makes with the chunker, and that generation's index. */
@AutoConfiguration
@EnableConfigurationProperties({IndexProperties.class, EmbeddingProperties.class, ChunkingProperties.class})
public final class IndexAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    static Embedder embedder(EmbeddingProperties properties) {
        return switch (properties.provider()) {
            case ONNX -> onnx(properties.model());
            case OPENAI -> openAi(properties);
        };
    }

    @Bean
    @ConditionalOnMissingBean
    static Generation generation(Embedder embedder, ChunkingProperties chunking) {
        if (chunking.maxTokens() > embedder.maxTokens()) {
            throw new ConfigurationException(
                    ChunkingProperties.MAX_TOKENS,
                    chunking.maxTokens(),
                    ChunkingProperties.LEAST + " to " + embedder.maxTokens()
                            + ", which is what the embedding model reads");
        }
        return new Generation(ParsedText.FORMAT, chunking.fingerprint(), embedder.model(), embedder.dimensions());
    }

    @Bean
    @ConditionalOnMissingBean
    static ChunkIndex chunkIndex(IndexProperties properties, Generation generation) {
        return switch (properties.type()) {
            case LUCENE -> lucene(properties, generation);
            case QDRANT -> qdrant(properties.qdrant(), generation);
        };
    }

    private static ChunkIndex lucene(IndexProperties properties, Generation generation) {
        Path directory = properties.lucene().directory().resolve(generation.fingerprint());
        return switch (properties.access()) {
            case READ -> LuceneChunkIndex.openForReading(directory, generation.dimensions());
            case WRITE -> LuceneChunkIndex.openForWriting(directory, generation.dimensions());
        };
    }

    private static ChunkIndex qdrant(IndexProperties.Qdrant properties, Generation generation) {
        QdrantSettings settings = new QdrantSettings(
                properties.host(), properties.port(), properties.apiKey(), properties.tls(), properties.timeout());
        return new QdrantChunkIndex(
                settings, properties.collectionPrefix() + "-" + generation.fingerprint(), generation.dimensions());
    }

    private static Embedder onnx(String model) {
        try {
            return OnnxEmbedder.load(model);
        } catch (IllegalArgumentException unknown) {
            throw new ConfigurationException(
                    EmbeddingProperties.PREFIX + "model", model, String.valueOf(unknown.getMessage()), unknown);
        }
    }

    private static Embedder openAi(EmbeddingProperties properties) {
        Integer dimensions = properties.dimensions();
        if (dimensions == null) {
            throw new IllegalStateException("EmbeddingProperties requires dimensions for this provider");
        }
        return new OpenAiEmbedder(properties, dimensions);
    }
}
