package dev.tributary.query.model;

import dev.tributary.events.ModelEvent.Route;
import dev.tributary.events.ModelEvent.RoutesChanged;
import dev.tributary.events.ModelEvent.Share;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The models and routes of one moment. A question keeps to the one that it began with. */
final class ModelSet {

    static final String EXTRACTIVE = "extractive";

    /** Before anything was heard of routes. */
    static final RoutesChanged NO_ROUTES = new RoutesChanged(null, Map.of(), Instant.EPOCH);

    private final Map<String, RunningModel> models;
    private final @Nullable RunningModel fixed;
    private final RoutesChanged routes;
    private final Map<Route, Split> splits = new HashMap<>();

    /** @param fixed the model that the process is started with, among the others; null if there is none */
    ModelSet(Map<String, RunningModel> models, @Nullable RunningModel fixed, RoutesChanged routes) {
        this.models = new TreeMap<>(models);
        this.fixed = fixed;
        this.routes = routes;
        Stream.concat(Stream.ofNullable(routes.defaultRoute()), routes.tenants().values().stream())
                .filter(route -> route.models().stream().anyMatch(share -> share.weight() > 0))
                .forEach(route -> splits.computeIfAbsent(route, each -> new Split(each.models())));
    }

    List<RunningModel> models() {
        return List.copyOf(models.values());
    }

    Optional<RunningModel> find(String name) {
        return Optional.ofNullable(models.get(name));
    }

    RoutesChanged routes() {
        return routes;
    }

    /** Whom a question of the tenant goes to: first the one whose turn it is, then those that stand in for it. */
    List<Choice> routed(String tenant) {
        Route route = route(tenant);
        Split split = route == null ? null : splits.get(route);
        if (route == null || split == null) {
            return List.of(usual());
        }
        List<String> chosen = Stream.concat(Stream.of(split.next()), route.fallback().stream())
                .distinct()
                .filter(name -> choice(name).isPresent())
                .toList();
        if (chosen.isEmpty()) {
            return List.of(usual());
        }
        List<Choice> choices = new ArrayList<>();
        chosen.subList(0, chosen.size() - 1).forEach(name -> choice(name).ifPresent(choices::add));
        only(chosen.getLast()).ifPresent(choices::add);
        return choices;
    }

    /** Name of whoever writes most answers for the tenant. */
    String usual(String tenant) {
        Route route = route(tenant);
        List<Share> shares = route == null ? List.of() : route.models();
        return shares.stream()
                .filter(share -> choice(share.name()).isPresent())
                .reduce((one, other) -> other.weight() > one.weight() ? other : one)
                .map(Share::name)
                .orElseGet(() -> fixed == null ? EXTRACTIVE : fixed.name());
    }

    Optional<Choice> choice(String name) {
        return name.equals(EXTRACTIVE)
                ? Optional.of(new Choice.Extractive())
                : find(name).map(running -> new Choice.Model(running.model()));
    }

    /** The choice where there is no other: a model is asked even while it rests. */
    Optional<Choice> only(String name) {
        return name.equals(EXTRACTIVE)
                ? choice(name)
                : find(name).map(running -> new Choice.Model(running.model().insisting()));
    }

    private Choice usual() {
        return fixed == null
                ? new Choice.Extractive()
                : new Choice.Model(fixed.model().insisting());
    }

    private @Nullable Route route(String tenant) {
        Route own = routes.tenants().get(tenant);
        return own == null ? routes.defaultRoute() : own;
    }

    /** The routes that name the model, as their places in {@code PUT /v1/routes}. */
    List<String> routesOf(String model) {
        List<String> places = new ArrayList<>();
        Route byDefault = routes.defaultRoute();
        if (byDefault != null && named(byDefault).contains(model)) {
            places.add("default");
        }
        new TreeMap<>(routes.tenants()).forEach((tenant, route) -> {
            if (named(route).contains(model)) {
                places.add("tenants." + tenant);
            }
        });
        return places;
    }

    /** Names in routes that mean nothing, because the model was removed at the same time. */
    Set<String> dangling() {
        return Stream.concat(Stream.ofNullable(routes.defaultRoute()), routes.tenants().values().stream())
                .flatMap(route -> named(route).stream())
                .filter(name -> choice(name).isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> named(Route route) {
        return Stream.concat(route.models().stream().map(Share::name), route.fallback().stream())
                .collect(Collectors.toSet());
    }
}
