package dev.tributary.query.model;

import dev.tributary.events.ModelEvent;
import dev.tributary.events.ModelEvent.ModelConfigured;
import dev.tributary.events.ModelEvent.Parameters;
import dev.tributary.events.ModelEvent.Price;
import dev.tributary.platform.web.InvalidRequestException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator says of a model.
 *
 * @param provider one of {@link Provider}
 * @param baseUrl of its server; may be left out where the provider has one for everybody
 * @param model as the server calls it; the name if left out
 * @param secret where its key is, never the key
 * @param timeoutSeconds how long it may be silent, 0.1 to 600; 60 if left out
 */
record ModelBody(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String provider,

        @Nullable String baseUrl,
        @Nullable String model,
        @Nullable String secret,
        @Nullable Double timeoutSeconds,
        @Nullable ParametersBody parameters,
        @Nullable PriceBody price) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,99}");
    private static final Set<String> TAKEN = Set.of(ModelRegistry.ROUTED, ModelRegistry.EXTRACTIVE, ModelEvent.ROUTES);
    private static final double DEFAULT_TIMEOUT = 60;
    private static final double LONGEST_TIMEOUT = 600;
    private static final double SHORTEST_TIMEOUT = 0.1;
    private static final int DEFAULT_TOKENS = 1024;
    private static final int MOST_TOKENS = 1_000_000;
    private static final int LONGEST_NAME = 200;
    private static final double MILLIS = 1000;

    record ParametersBody(
            @Nullable Double temperature,
            @Nullable Double topP,
            @Nullable Integer maxTokens,
            @Nullable Integer maxCompletionTokens) {}

    /** Of a million tokens. */
    record PriceBody(
            @Nullable BigDecimal inputPerMillion, @Nullable BigDecimal outputPerMillion) {}

    /** @throws InvalidRequestException if anything in it can never work */
    ModelConfigured toEvent(String name, SecretStore secrets, Instant at) {
        if (!NAME.matcher(name).matches() || TAKEN.contains(name)) {
            throw new InvalidRequestException(
                    "name", name, "up to 100 letters, digits, '.', '_', ':' and '-', but none of " + TAKEN);
        }
        Provider known = Provider.named(provider)
                .orElseThrow(() -> new InvalidRequestException("provider", provider, Provider.names()));
        double seconds = number("timeoutSeconds", timeoutSeconds, DEFAULT_TIMEOUT, SHORTEST_TIMEOUT, LONGEST_TIMEOUT);
        return new ModelConfigured(
                name,
                known.wireName(),
                address(known),
                modelOf(name),
                checkedSecret(known, secrets),
                Duration.ofMillis(Math.round(seconds * MILLIS)).toMillis(),
                checkedParameters(known),
                checkedPrice(),
                at);
    }

    private String modelOf(String name) {
        if (model == null) {
            return name;
        }
        if (model.isBlank() || model.length() > LONGEST_NAME) {
            throw new InvalidRequestException(
                    "model", model, "the name that the server has for it, 1 to 200 characters");
        }
        return model;
    }

    private URI address(Provider known) {
        String allowed = "http:// or https:// and the server's address, without user, query and fragment";
        if (baseUrl == null) {
            return known.usualAddress().orElseThrow(() -> new InvalidRequestException("baseUrl", null, allowed));
        }
        try {
            URI uri = new URI(baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException nonsense) {
            throw new InvalidRequestException("baseUrl", "(no address)", allowed);
        }
        throw new InvalidRequestException("baseUrl", "(another kind of address)", allowed);
    }

    /** What may be a key is not repeated. */
    private @Nullable String checkedSecret(Provider known, SecretStore secrets) {
        if (secret == null) {
            if (known.wantsKey()) {
                throw new InvalidRequestException("secret", null, secrets.allowed());
            }
            return null;
        }
        if (!secrets.isReference(secret)) {
            throw new InvalidRequestException("secret", "(not shown)", secrets.allowed());
        }
        return secret;
    }

    private Parameters checkedParameters(Provider known) {
        ParametersBody given = parameters == null ? new ParametersBody(null, null, null, null) : parameters;
        if (given.maxCompletionTokens() != null && !known.speaksOpenAi()) {
            throw new InvalidRequestException(
                    "parameters.maxCompletionTokens", given.maxCompletionTokens(), "nothing; use maxTokens here");
        }
        if (given.maxCompletionTokens() != null && given.maxTokens() != null) {
            throw new InvalidRequestException(
                    "parameters.maxTokens", given.maxTokens(), "nothing beside maxCompletionTokens");
        }
        Integer tokens = given.maxTokens() == null && given.maxCompletionTokens() == null
                ? Integer.valueOf(DEFAULT_TOKENS)
                : given.maxTokens();
        return new Parameters(
                optional("parameters.temperature", given.temperature(), 0, 2),
                optional("parameters.topP", given.topP(), 0, 1),
                count("parameters.maxTokens", tokens),
                count("parameters.maxCompletionTokens", given.maxCompletionTokens()));
    }

    private @Nullable Price checkedPrice() {
        if (price == null) {
            return null;
        }
        return new Price(
                amount("price.inputPerMillion", price.inputPerMillion()),
                amount("price.outputPerMillion", price.outputPerMillion()));
    }

    private static BigDecimal amount(String field, @Nullable BigDecimal value) {
        if (value == null || value.signum() < 0 || value.precision() - value.scale() > 9) {
            throw new InvalidRequestException(field, value, "what a million tokens cost, 0 or more");
        }
        return value;
    }

    private static @Nullable Integer count(String field, @Nullable Integer value) {
        if (value != null && (value < 1 || value > MOST_TOKENS)) {
            throw new InvalidRequestException(field, value, "1 to " + MOST_TOKENS);
        }
        return value;
    }

    private static @Nullable Double optional(String field, @Nullable Double value, double least, double most) {
        return value == null ? null : Double.valueOf(number(field, value, 0, least, most));
    }

    private static double number(String field, @Nullable Double value, double otherwise, double least, double most) {
        if (value == null) {
            return otherwise;
        }
        if (!(value >= least && value <= most)) {
            throw new InvalidRequestException(field, value, least + " to " + most);
        }
        return value;
    }
}
