package dev.tributary.index.starter;

import dev.tributary.platform.start.ConfigurationException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What makes a generation, in the words of the configuration. */
public final class GenerationSettings {

    private final EmbeddingProperties embedding;
    private final ChunkingProperties chunking;

    GenerationSettings(EmbeddingProperties embedding, ChunkingProperties chunking) {
        this.embedding = embedding;
        this.chunking = chunking;
    }

    /**
     * @param embedding named as under {@code tributary.embedding}; what is left out has its default
     * @param chunking named as under {@code tributary.chunking}; the same
     * @throws ConfigurationException for a value that is not allowed, naming the property and what is
     */
    public static GenerationSettings of(Map<String, String> embedding, Map<String, String> chunking) {
        return new GenerationSettings(
                bind("tributary.embedding", embedding, EmbeddingProperties.class),
                bind("tributary.chunking", chunking, ChunkingProperties.class));
    }

    /** Without secrets. */
    public Map<String, String> embedding() {
        return embedding.withoutSecrets();
    }

    public Map<String, String> chunking() {
        return Map.of("max-tokens", Integer.toString(chunking.maxTokens()));
    }

    EmbeddingProperties embeddingProperties() {
        return embedding;
    }

    ChunkingProperties chunkingProperties() {
        return chunking;
    }

    private static <T> T bind(String prefix, Map<String, String> settings, Class<T> type) {
        Map<String, String> named = new HashMap<>();
        settings.forEach((name, value) -> named.put(prefix + "." + name, value));
        try {
            return new Binder(new MapConfigurationPropertySource(named))
                    .bindOrCreate(prefix, Bindable.of(type), new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
        } catch (BindException failure) {
            Throwable cause = failure;
            while (cause != null && !(cause instanceof ConfigurationException)) {
                cause = cause.getCause();
            }
            throw cause instanceof ConfigurationException named1 ? named1 : unreadable(failure);
        }
    }

    private static ConfigurationException unreadable(BindException failure) {
        String name = failure.getName().toString();
        var property = failure.getProperty();
        return new ConfigurationException(
                name,
                property == null ? null : property.getValue(),
                "a value of the kind that docs/configuration.md says for this setting",
                failure);
    }
}
