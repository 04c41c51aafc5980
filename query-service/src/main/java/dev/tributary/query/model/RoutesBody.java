package dev.tributary.query.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tributary.events.ModelEvent.Route;
import dev.tributary.events.ModelEvent.RoutesChanged;
import dev.tributary.events.ModelEvent.Share;
import dev.tributary.platform.web.InvalidRequestException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All routes, as they are said and shown.
 *
 * @param byDefault of tenants without a route of their own; null if the model of the process's settings answers them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RoutesBody(
        @JsonProperty("default") @Nullable RouteBody byDefault,
        @Nullable Map<String, @Nullable RouteBody> tenants) {

    private static final int MOST_WEIGHT = 1_000_000;

    /**
     * @param models share the questions by weight
     * @param fallback are asked in this order when one of the models fails; may be left out
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RouteBody(
            @Nullable List<@Nullable ShareBody> models,
            @Nullable List<@Nullable String> fallback) {

        static RouteBody of(Route route) {
            return new RouteBody(
                    new ArrayList<>(route.models().stream().map(ShareBody::of).toList()),
                    new ArrayList<>(route.fallback()));
        }
    }

    /** @param weight 1 if left out; 0 to be asked by nobody */
    record ShareBody(@Nullable String name, @Nullable Integer weight) {

        static ShareBody of(Share share) {
            return new ShareBody(share.name(), share.weight());
        }
    }

    static RoutesBody of(RoutesChanged routes) {
        Map<String, @Nullable RouteBody> tenants = new TreeMap<>();
        routes.tenants().forEach((tenant, route) -> tenants.put(tenant, RouteBody.of(route)));
        Route byDefault = routes.defaultRoute();
        return new RoutesBody(byDefault == null ? null : RouteBody.of(byDefault), tenants);
    }

    /** @throws InvalidRequestException if a route can answer nobody, or names what there is not */
    RoutesChanged toEvent(ModelSet models, Instant at) {
        Map<String, Route> own = new TreeMap<>();
        Objects.requireNonNullElse(tenants, Map.<String, @Nullable RouteBody>of())
                .forEach((tenant, route) -> own.put(tenant, checked("tenants." + tenant, route, models)));
        return new RoutesChanged(byDefault == null ? null : checked("default", byDefault, models), own, at);
    }

    private static Route checked(String field, @Nullable RouteBody route, ModelSet models) {
        if (route == null || route.models() == null || route.models().isEmpty()) {
            throw new InvalidRequestException(field + ".models", null, "a list of at least one {name, weight}");
        }
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < route.models().size(); i++) {
            shares.add(share(field + ".models[" + i + "]", route.models().get(i), models));
        }
        if (shares.stream().allMatch(share -> share.weight() == 0)) {
            throw new InvalidRequestException(field + ".models", "0 in all weights", "one weight above 0");
        }
        List<String> fallback = new ArrayList<>();
        List<@Nullable String> names = route.fallback() == null ? List.of() : route.fallback();
        for (int i = 0; i < names.size(); i++) {
            fallback.add(name(field + ".fallback[" + i + "]", names.get(i), models));
        }
        return new Route(shares, fallback);
    }

    private static Share share(String field, @Nullable ShareBody share, ModelSet models) {
        if (share == null) {
            throw new InvalidRequestException(field, null, "an object with name and weight");
        }
        int weight = share.weight() == null ? 1 : share.weight();
        if (weight < 0 || weight > MOST_WEIGHT) {
            throw new InvalidRequestException(field + ".weight", weight, "0 to " + MOST_WEIGHT);
        }
        return new Share(name(field + ".name", share.name(), models), weight);
    }

    private static String name(String field, @Nullable String name, ModelSet models) {
        if (name == null || models.choice(name).isEmpty()) {
            List<String> names = new ArrayList<>(List.of(ModelRegistry.EXTRACTIVE));
            models.models().forEach(model -> names.add(model.name()));
            throw new InvalidRequestException(field, name, String.join(", ", names));
        }
        return name;
    }
}
