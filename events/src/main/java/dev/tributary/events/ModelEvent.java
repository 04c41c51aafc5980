package dev.tributary.events;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which chat models there are and which one answers; topic {@code models.v1}. */
public sealed interface ModelEvent extends Event
        permits ModelEvent.ModelConfigured, ModelEvent.ModelRemoved, ModelEvent.RoutesChanged {

    /** Key of {@link RoutesChanged}; no model has this name. */
    String ROUTES = "routes";

    /** When it was decided. */
    Instant at();

    /**
     * A chat model, keyed by its name; the last one is all there is to know.
     *
     * @param name what routes and requests call it
     * @param provider whose protocol its server speaks, for instance {@code openai-compatible}
     * @param baseUrl its server, up to where the protocol's own paths begin
     * @param model as the server calls it
     * @param secret where each process finds the server's key, for instance {@code env:OPENAI_API_KEY}, never the key itself;
     *     null if the server wants none
     * @param timeoutMillis how long it may stay silent, before and between the pieces of its answer
     * @param price null if nothing is known of it
     */
    record ModelConfigured(
            String name,
            String provider,
            URI baseUrl,
            String model,
            @Nullable String secret,
            long timeoutMillis,
            Parameters parameters,
            @Nullable Price price,
            Instant at)
            implements ModelEvent {

        public ModelConfigured {
            requireNonNull(name, "name");
            requireNonNull(provider, "provider");
            requireNonNull(baseUrl, "baseUrl");
            requireNonNull(model, "model");
            requireNonNull(parameters, "parameters");
            requireNonNull(at, "at");
        }

        @Override
        public String key() {
            return name;
        }
    }

    /**
     * What a model is asked with; a parameter that is null is not sent.
     *
     * @param maxCompletionTokens what newer servers of OpenAI's protocol want in place of {@code maxTokens}
     */
    record Parameters(
            @Nullable Double temperature,
            @Nullable Double topP,
            @Nullable Integer maxTokens,
            @Nullable Integer maxCompletionTokens) {}

    /** What a million tokens cost, in the currency that the organisation counts in. */
    record Price(BigDecimal inputPerMillion, BigDecimal outputPerMillion) {

        public Price {
            requireNonNull(inputPerMillion, "inputPerMillion");
            requireNonNull(outputPerMillion, "outputPerMillion");
        }
    }

    /** There is no such model any more. */
    record ModelRemoved(String name, Instant at) implements ModelEvent {

        public ModelRemoved {
            requireNonNull(name, "name");
            requireNonNull(at, "at");
        }

        @Override
        public String key() {
            return name;
        }
    }

    /**
     * All routes at once, so that a change of several is one step.
     *
     * @param defaultRoute null if the configured model answers, or none
     * @param tenants routes of tenants that have their own, by tenant
     */
    record RoutesChanged(@Nullable Route defaultRoute, Map<String, Route> tenants, Instant at) implements ModelEvent {

        public RoutesChanged {
            requireNonNull(at, "at");
            tenants = Copies.of(tenants);
        }

        @Override
        public String key() {
            return ROUTES;
        }
    }

    /**
     * Which models answer.
     *
     * @param models questions are shared among them by weight
     * @param fallback names of the models that are asked in their stead, in this order, when one of them fails
     */
    record Route(List<Share> models, List<String> fallback) {

        public Route {
            models = Copies.of(models);
            fallback = Copies.of(fallback);
        }
    }

    /** @param weight its part of the sum of all weights; 0 for none */
    record Share(String name, int weight) {}
}
