package dev.tributary.embed.generation;

import dev.tributary.index.starter.GenerationSettings;
import dev.tributary.platform.start.ConfigurationException;
import dev.tributary.platform.web.InvalidRequestException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /v1/generations} asks for.
 *
 * @param embedding the model; null for that of the generation that answers
 * @param chunking null for that of the generation that answers
 * @param activateWhenReady whether it is to answer as soon as it has all documents; false if left out
 */
record GenerationBody(
        @Nullable Embedding embedding,
        @Nullable Chunking chunking,
        @Nullable Boolean activateWhenReady) {

    private static final String PREFIX = "tributary.";

    /** As under {@code tributary.embedding}; a key only by the name of where it is. */
    record Embedding(
            @Nullable String provider,
            @Nullable String model,
            @Nullable String baseUrl,
            @Nullable String apiKeyRef,
            @Nullable Integer dimensions,
            @Nullable String timeout,
            @Nullable String queryPrefix,
            @Nullable String passagePrefix,
            @Nullable Integer maxTokens) {

        private Map<String, String> settings() {
            Map<String, String> settings = new HashMap<>();
            put(settings, "provider", provider);
            put(settings, "model", model);
            put(settings, "base-url", baseUrl);
            put(settings, "api-key-ref", apiKeyRef);
            put(settings, "dimensions", dimensions);
            put(settings, "timeout", timeout);
            put(settings, "query-prefix", queryPrefix);
            put(settings, "passage-prefix", passagePrefix);
            put(settings, "max-tokens", maxTokens);
            return settings;
        }
    }

    /** As under {@code tributary.chunking}. */
    record Chunking(@Nullable Integer maxTokens) {

        private Map<String, String> settings() {
            Map<String, String> settings = new HashMap<>();
            put(settings, "max-tokens", maxTokens);
            return settings;
        }
    }

    private static void put(Map<String, String> settings, String name, @Nullable Object value) {
        if (value != null) {
            settings.put(name, value.toString());
        }
    }

    /** @throws InvalidRequestException for a value that is not allowed */
    GenerationSettings settings(GenerationSettings live) {
        if (embedding == null && chunking == null) {
            throw new InvalidRequestException(
                    "embedding",
                    null,
                    "another model, or another 'chunking.maxTokens' than the index that answers has");
        }
        try {
            return GenerationSettings.of(
                    embedding == null ? live.embedding() : embedding.settings(),
                    chunking == null ? live.chunking() : chunking.settings());
        } catch (ConfigurationException failure) {
            throw invalid(failure);
        }
    }

    /** The same fault in the words of the request. */
    InvalidRequestException invalid(ConfigurationException failure) {
        String name = failure.property().startsWith(PREFIX)
                ? failure.property().substring(PREFIX.length())
                : failure.property();
        return new InvalidRequestException(
                camelCase(name), sent(name), failure.allowed().replace(PREFIX, ""));
    }

    private @Nullable String sent(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        if (name.startsWith("chunking.")) {
            return chunking == null ? null : chunking.settings().get(last);
        }
        return embedding == null ? null : embedding.settings().get(last);
    }

    private static String camelCase(String name) {
        StringBuilder camel = new StringBuilder();
        for (String part : name.split("-")) {
            camel.append(camel.isEmpty() ? part : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
        }
        return camel.toString();
    }
}
