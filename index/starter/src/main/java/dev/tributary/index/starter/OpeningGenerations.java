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
import java.util.HashMap;
import java.util.Map;

/** Opens models and indexes as configured. Generations with the same model share it. */
final class OpeningGenerations {

    private final IndexProperties properties;
    private final EmbeddingProperties configured;
    private final Map<EmbeddingProperties, SharedModel> models = new HashMap<>();

    /** @param configured whose key also serves other settings for the same server */
    OpeningGenerations(IndexProperties properties, EmbeddingProperties configured) {
        this.properties = properties;
        this.configured = configured;
    }

    private static final class SharedModel {
        private final Embedder embedder;
        private int users;

        SharedModel(Embedder embedder) {
            this.embedder = embedder;
        }
    }

    /** @throws ConfigurationException if there can be no such generation, naming the setting and what is allowed */
    OpenGeneration open(GenerationSettings settings) {
        EmbeddingProperties model = settings.embeddingProperties().keyFrom(configured);
        Embedder embedder = acquire(model);
        try {
            Generation generation = generation(embedder, settings.chunkingProperties());
            ChunkIndex index = index(generation);
            return new OpenGeneration(generation, settings.chunkingProperties().maxTokens(), embedder, index, () -> {
                index.close();
                release(model);
            });
        } catch (RuntimeException failure) {
            release(model);
            throw failure;
        }
    }

    /** Deletes what the index has on disk or server; nobody may use it any more. */
    void delete(String fingerprint) {
        switch (properties.type()) {
            case LUCENE -> LuceneChunkIndex.delete(directory(fingerprint));
            case QDRANT -> QdrantChunkIndex.delete(qdrant(), collection(fingerprint));
        }
    }

    private static Generation generation(Embedder embedder, ChunkingProperties chunking) {
        if (chunking.maxTokens() > embedder.maxTokens()) {
            throw new ConfigurationException(
                    ChunkingProperties.MAX_TOKENS,
                    chunking.maxTokens(),
                    ChunkingProperties.LEAST + " to " + embedder.maxTokens()
                            + ", which is what the embedding model reads");
        }
        return new Generation(ParsedText.FORMAT, chunking.fingerprint(), embedder.model(), embedder.dimensions());
    }

    private ChunkIndex index(Generation generation) {
        String fingerprint = generation.fingerprint();
        return switch (properties.type()) {
            case LUCENE ->
                switch (properties.access()) {
                    case READ -> LuceneChunkIndex.openForReading(directory(fingerprint), generation.dimensions());
                    case WRITE -> LuceneChunkIndex.openForWriting(directory(fingerprint), generation.dimensions());
                };
            case QDRANT -> new QdrantChunkIndex(qdrant(), collection(fingerprint), generation.dimensions());
        };
    }

    private Path directory(String fingerprint) {
        return properties.lucene().directory().resolve(fingerprint);
    }

    private String collection(String fingerprint) {
        return properties.qdrant().collectionPrefix() + "-" + fingerprint;
    }

    private QdrantSettings qdrant() {
        IndexProperties.Qdrant qdrant = properties.qdrant();
        return new QdrantSettings(qdrant.host(), qdrant.port(), qdrant.apiKey(), qdrant.tls(), qdrant.timeout());
    }

    private synchronized Embedder acquire(EmbeddingProperties model) {
        SharedModel shared = models.computeIfAbsent(model, absent -> new SharedModel(load(absent)));
        shared.users++;
        return shared.embedder;
    }

    private synchronized void release(EmbeddingProperties model) {
        SharedModel shared = models.get(model);
        if (shared != null && --shared.users == 0) {
            models.remove(model);
            shared.embedder.close();
        }
    }

    private static Embedder load(EmbeddingProperties model) {
        return switch (model.provider()) {
            case ONNX -> onnx(model.model());
            case OPENAI -> openAi(model);
        };
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
