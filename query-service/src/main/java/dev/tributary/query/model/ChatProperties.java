package dev.tributary.query.model;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The chat model that writes answers where no route says otherwise. Without one, they are the best sentences of the
 * passages.
 *
 * @param baseUrl an OpenAI-compatible server up to its version, for instance {@code http://localhost:11434/v1}
 * @param apiKey sent as a bearer token; may be empty for servers that want none
 * @param model as the server calls it; set together with {@code baseUrl}
 * @param timeout how long the model may stay silent, before and between the pieces of its answer
 * @param temperature 0 for the most likely words, up to 2
 * @param maxTokens the longest answer, in the model's tokens
 * @param contextTokens how much of the passages is shown to the model, in estimated tokens
 * @param inputPrice of a million tokens that it reads
 * @param outputPrice of a million tokens that it writes
 */
@Validated
@ConfigurationProperties("tributary.chat")
public record ChatProperties(
        @Nullable URI baseUrl,
        @Nullable String apiKey,
        @Nullable String model,
        @DefaultValue("60s") Duration timeout,
        @DefaultValue("0") @DecimalMin("0") @DecimalMax("2") double temperature,
        @DefaultValue("1024") @Min(1) int maxTokens,
        @DefaultValue("6000") @Min(200) int contextTokens,
        @DefaultValue("0") @DecimalMin("0") BigDecimal inputPrice,
        @DefaultValue("0") @DecimalMin("0") BigDecimal outputPrice) {

    public ChatProperties {
        baseUrl = baseUrl == null || baseUrl.toString().isBlank() ? null : baseUrl;
        model = model == null || model.isBlank() ? null : model;
        apiKey = apiKey == null || apiKey.isBlank() ? null : apiKey;
        if ((baseUrl == null) != (model == null)) {
            throw new IllegalArgumentException(
                    "tributary.chat.base-url and tributary.chat.model must be set together, or neither of them");
        }
        if (baseUrl != null && !("http".equals(baseUrl.getScheme()) || "https".equals(baseUrl.getScheme()))) {
            throw new IllegalArgumentException(
                    "tributary.chat.base-url must start with http:// or https://, not be " + baseUrl);
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("tributary.chat.timeout must be positive, for instance 60s");
        }
    }

    /** Hides the key from logs. */
    @Override
    public String toString() {
        return "ChatProperties[baseUrl=" + baseUrl + ", model=" + model + "]";
    }
}
