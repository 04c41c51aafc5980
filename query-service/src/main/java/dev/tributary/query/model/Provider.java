package dev.tributary.query.model;

import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whose protocol a model server speaks. Azure and Bedrock speak OpenAI's, each with its own way to send the key. */
enum Provider {
    OPENAI_COMPATIBLE("openai-compatible", null, false),
    OLLAMA("ollama", "http://localhost:11434", false),
    ANTHROPIC("anthropic", "https://api.anthropic.com/v1", true),
    GEMINI("gemini", "https://generativelanguage.googleapis.com/v1beta", true),
    MISTRAL("mistral", "https://api.mistral.ai/v1", true),
    AZURE_OPENAI("azure-openai", null, true),
    BEDROCK("bedrock", null, true);

    private final String wireName;
    private final @Nullable String usualAddress;
    private final boolean wantsKey;

    Provider(String wireName, @Nullable String usualAddress, boolean wantsKey) {
        this.wireName = wireName;
        this.usualAddress = usualAddress;
        this.wantsKey = wantsKey;
    }

    static Optional<Provider> named(@Nullable String wireName) {
        return Arrays.stream(values())
                .filter(provider -> provider.wireName.equals(wireName))
                .findFirst();
    }

    /** All names, for a person. */
    static String names() {
        return Arrays.stream(values()).map(Provider::wireName).collect(Collectors.joining(", "));
    }

    String wireName() {
        return wireName;
    }

    /** Where its server is unless somebody runs one; nothing if everybody has an own one. */
    Optional<URI> usualAddress() {
        return Optional.ofNullable(usualAddress).map(URI::create);
    }

    /** Whether no server of it answers without a key. */
    boolean wantsKey() {
        return wantsKey;
    }

    boolean speaksOpenAi() {
        return switch (this) {
            case OPENAI_COMPATIBLE, AZURE_OPENAI, BEDROCK -> true;
            case OLLAMA, ANTHROPIC, GEMINI, MISTRAL -> false;
        };
    }
}
