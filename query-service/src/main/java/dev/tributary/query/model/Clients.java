package dev.tributary.query.model;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.mistralai.MistralAiStreamingChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.tributary.events.ModelEvent.ModelConfigured;
import dev.tributary.events.ModelEvent.Parameters;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Clients of model servers. Making one connects to nothing. */
final class Clients {

    private Clients() {}

    /** @param key of the server; null if it wants none */
    static StreamingChatModel of(
            Provider provider, ModelConfigured model, @Nullable String key, HttpClientBuilder http) {
        return switch (provider) {
            case OPENAI_COMPATIBLE, BEDROCK -> openAi(model, http).apiKey(key).build();
            case AZURE_OPENAI -> azure(model, key, http);
            case OLLAMA -> ollama(model, key, http);
            case ANTHROPIC -> anthropic(model, key, http);
            case GEMINI -> gemini(model, key, http);
            case MISTRAL -> mistral(model, key, http);
        };
    }

    private static OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder openAi(
            ModelConfigured model, HttpClientBuilder http) {
        Parameters parameters = model.parameters();
        return OpenAiStreamingChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(model.baseUrl().toString())
                .modelName(model.model())
                .timeout(timeout(model))
                .temperature(parameters.temperature())
                .topP(parameters.topP())
                .maxTokens(parameters.maxTokens())
                .maxCompletionTokens(parameters.maxCompletionTokens());
    }

    /** A bearer token is taken for one of Entra ID; keys have a header of their own. */
    private static StreamingChatModel azure(ModelConfigured model, @Nullable String key, HttpClientBuilder http) {
        return openAi(model, http)
                .customHeaders(key == null ? Map.of() : Map.of("api-key", key))
                .build();
    }

    private static StreamingChatModel ollama(ModelConfigured model, @Nullable String key, HttpClientBuilder http) {
        Parameters parameters = model.parameters();
        return OllamaStreamingChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(model.baseUrl().toString())
                .modelName(model.model())
                .timeout(timeout(model))
                .temperature(parameters.temperature())
                .topP(parameters.topP())
                .numPredict(parameters.maxTokens())
                .customHeaders(key == null ? Map.of() : Map.of("Authorization", "Bearer " + key))
                .build();
    }

    private static StreamingChatModel anthropic(ModelConfigured model, @Nullable String key, HttpClientBuilder http) {
        Parameters parameters = model.parameters();
        return AnthropicStreamingChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(model.baseUrl().toString())
                .apiKey(key)
                .modelName(model.model())
                .timeout(timeout(model))
                .temperature(parameters.temperature())
                .topP(parameters.topP())
                .maxTokens(parameters.maxTokens())
                .build();
    }

    private static StreamingChatModel gemini(ModelConfigured model, @Nullable String key, HttpClientBuilder http) {
        Parameters parameters = model.parameters();
        return GoogleAiGeminiStreamingChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(model.baseUrl().toString())
                .apiKey(key)
                .modelName(model.model())
                .timeout(timeout(model))
                .temperature(parameters.temperature())
                .topP(parameters.topP())
                .maxOutputTokens(parameters.maxTokens())
                .build();
    }

    private static StreamingChatModel mistral(ModelConfigured model, @Nullable String key, HttpClientBuilder http) {
        Parameters parameters = model.parameters();
        return MistralAiStreamingChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(model.baseUrl().toString())
                .apiKey(key)
                .modelName(model.model())
                .timeout(timeout(model))
                .temperature(parameters.temperature())
                .topP(parameters.topP())
                .maxTokens(parameters.maxTokens())
                .build();
    }

    private static Duration timeout(ModelConfigured model) {
        return Duration.ofMillis(model.timeoutMillis());
    }
}
