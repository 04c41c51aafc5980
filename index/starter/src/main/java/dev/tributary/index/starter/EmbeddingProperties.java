package dev.tributary.index.starter;

import dev.tributary.platform.start.ConfigurationException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The model that turns text into vectors. All but the address, the key and the timeout are part of the
 * {@link dev.tributary.index.Generation}: another value makes another index.
 *
 * @param provider {@code onnx} for a model inside the process, {@code openai} for a server that speaks OpenAI's API
 * @param model for {@code onnx} one of {@code all-minilm-l6-v2-q}, {@code bge-small-en-v15-q}, {@code e5-small-v2-q};
 *     for {@code openai} the server's name for it
 * @param baseUrl of the server with its version path; only for {@code openai}, as all below
 * @param apiKey null if the server asks for none
 * @param apiKeyRef where to read the key instead, see {@link SecretReference}; null if it is given or not needed
 * @param dimensions length of the model's vectors; must be set for {@code openai}
 * @param timeout of one request; more than nothing
 * @param queryPrefix what the model wants in front of a question
 * @param passagePrefix what the model wants in front of a passage
 * @param maxTokens how much of a text the model reads; what is longer is cut
 */
@ConfigurationProperties(prefix = "tributary.embedding", ignoreUnknownFields = false)
record EmbeddingProperties(
        @DefaultValue("onnx") Provider provider,
        @DefaultValue("all-minilm-l6-v2-q") String model,
        @DefaultValue("https://api.openai.com/v1") URI baseUrl,
        @Nullable String apiKey,
        @Nullable String apiKeyRef,
        @Nullable Integer dimensions,
        @DefaultValue("30s") Duration timeout,
        @DefaultValue("") String queryPrefix,
        @DefaultValue("") String passagePrefix,
        @DefaultValue("8191") int maxTokens) {

    static final String PREFIX = "tributary.embedding.";
    private static final int MOST_DIMENSIONS = 65_536;

    enum Provider {
        ONNX,
        OPENAI
    }

    EmbeddingProperties {
        require(!model.isBlank(), "model", model, "the name of a model");
        require(
                baseUrl.getHost() != null
                        && ("http".equals(baseUrl.getScheme()) || "https".equals(baseUrl.getScheme())),
                "base-url",
                baseUrl,
                "a URL such as http://localhost:11434/v1");
        require(
                dimensions == null ? provider == Provider.ONNX : dimensions >= 1 && dimensions <= MOST_DIMENSIONS,
                "dimensions",
                dimensions,
                "1 to 65536: the length of the vectors that the model gives, for instance 1536; needed with"
                        + " tributary.embedding.provider=openai");
        require(timeout.isPositive(), "timeout", timeout, "a duration above zero, such as 30s");
        require(
                maxTokens >= ChunkingProperties.LEAST,
                "max-tokens",
                maxTokens,
                "at least " + ChunkingProperties.LEAST + ": how many tokens the model reads");
        apiKey = apiKey == null || apiKey.isBlank() ? null : apiKey;
        apiKeyRef = apiKeyRef == null || apiKeyRef.isBlank() ? null : apiKeyRef;
        require(
                apiKeyRef == null || SecretReference.isOne(apiKeyRef),
                "api-key-ref",
                apiKeyRef,
                SecretReference.ALLOWED);
        require(
                apiKey == null || apiKeyRef == null,
                "api-key-ref",
                apiKeyRef,
                "either this or " + PREFIX + "api-key, not both");
    }

    /** As in the configuration, but for the key itself: what others may read. */
    Map<String, String> withoutSecrets() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("provider", provider.name().toLowerCase(Locale.ROOT));
        settings.put("model", model);
        if (provider == Provider.OPENAI) {
            settings.put("base-url", baseUrl.toString());
            settings.put("dimensions", String.valueOf(dimensions));
            settings.put("timeout", timeout.toString());
            settings.put("query-prefix", queryPrefix);
            settings.put("passage-prefix", passagePrefix);
            settings.put("max-tokens", Integer.toString(maxTokens));
            if (apiKeyRef != null) {
                settings.put("api-key-ref", apiKeyRef);
            }
        }
        return settings;
    }

    /** These settings with the key of the others, if they lack one and speak to the same server. */
    EmbeddingProperties keyFrom(EmbeddingProperties other) {
        boolean lacking = apiKey == null && apiKeyRef == null && baseUrl.equals(other.baseUrl);
        return lacking
                ? new EmbeddingProperties(
                        provider,
                        model,
                        baseUrl,
                        other.apiKey,
                        other.apiKeyRef,
                        dimensions,
                        timeout,
                        queryPrefix,
                        passagePrefix,
                        maxTokens)
                : this;
    }

    /** Without the API key. */
    @Override
    public String toString() {
        return "EmbeddingProperties[provider=" + provider + ", model=" + model + ", baseUrl=" + baseUrl + "]";
    }

    private static void require(boolean allowed, String name, @Nullable Object value, String what) {
        if (!allowed) {
            throw new ConfigurationException(PREFIX + name, value, what);
        }
    }
}
