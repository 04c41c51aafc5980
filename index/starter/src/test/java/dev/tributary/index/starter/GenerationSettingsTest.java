package dev.tributary.index.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.platform.start.ConfigurationException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GenerationSettingsTest {

    private static final Map<String, String> SERVER = Map.of(
            "provider", "openai",
            "model", "e5",
            "base-url", "http://localhost:11434/v1",
            "dimensions", "1024",
            "query-prefix", "query: ");

    @Test
    void goThroughAnEventUnchanged() {
        GenerationSettings settings = GenerationSettings.of(SERVER, Map.of("max-tokens", "300"));
        GenerationSettings again = GenerationSettings.of(settings.embedding(), settings.chunking());
        assertThat(again.embeddingProperties()).isEqualTo(settings.embeddingProperties());
        assertThat(again.chunkingProperties()).isEqualTo(settings.chunkingProperties());
    }

    @Test
    void aKeyIsNeverPassedOnButItsReferenceIs() {
        Map<String, String> keyed = new HashMap<>(SERVER);
        keyed.put("api-key", "very-secret");
        assertThat(GenerationSettings.of(keyed, Map.of()).embedding().values()).doesNotContain("very-secret");
        keyed.remove("api-key");
        keyed.put("api-key-ref", "env:SOME_API_KEY");
        assertThat(GenerationSettings.of(keyed, Map.of()).embedding()).containsEntry("api-key-ref", "env:SOME_API_KEY");
    }

    @Test
    void theConfiguredKeyGoesToTheConfiguredServerAlone() {
        Map<String, String> keyed = new HashMap<>(SERVER);
        keyed.put("api-key", "very-secret");
        EmbeddingProperties configured = GenerationSettings.of(keyed, Map.of()).embeddingProperties();
        Map<String, String> elsewhere = new HashMap<>(SERVER);
        elsewhere.put("base-url", "http://elsewhere/v1");

        assertThat(GenerationSettings.of(SERVER, Map.of())
                        .embeddingProperties()
                        .keyFrom(configured)
                        .apiKey())
                .isEqualTo("very-secret");
        assertThat(GenerationSettings.of(elsewhere, Map.of())
                        .embeddingProperties()
                        .keyFrom(configured)
                        .apiKey())
                .isNull();
    }

    @Test
    void aWrongValueIsNamedWithWhatIsAllowed() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> GenerationSettings.of(Map.of(), Map.of("max-tokens", "7")))
                .withMessageContaining("tributary.chunking.max-tokens is '7'")
                .withMessageContaining("32 to 4096");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> GenerationSettings.of(Map.of("provider", "tea-leaves"), Map.of()))
                .withMessageContaining("tributary.embedding.provider is 'tea-leaves'");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> GenerationSettings.of(Map.of("providr", "onnx"), Map.of()));
    }
}
