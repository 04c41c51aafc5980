package dev.tributary.query.model;

import dev.tributary.events.Event;
import dev.tributary.events.ModelEvent;
import dev.tributary.events.ModelEvent.ModelConfigured;
import dev.tributary.events.ModelEvent.ModelRemoved;
import dev.tributary.events.ModelEvent.RoutesChanged;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chat models there are and the routes to them, as this process has heard of them. A change replaces the whole set at
 * once; a question that runs keeps the models that it began with. Safe for use by several threads.
 */
public final class ModelRegistry {

    /** What clients may name for whatever model the route says. */
    public static final String ROUTED = "tributary";

    /** What clients may name for an answer without a model. */
    public static final String EXTRACTIVE = ModelSet.EXTRACTIVE;

    private static final Logger LOG = LoggerFactory.getLogger(ModelRegistry.class);

    private final RunningModels running;
    private final @Nullable RunningModel fixed;
    private final ModelMetrics metrics;
    private final Map<String, RunningModel> models = new HashMap<>();
    private final Map<String, Instant> heard = new HashMap<>();
    private volatile ModelSet current;

    ModelRegistry(RunningModels running, ChatProperties chat, ModelMetrics metrics) {
        this.running = running;
        this.fixed = running.of(chat).orElse(null);
        this.metrics = metrics;
        if (fixed != null) {
            models.put(fixed.name(), fixed);
        }
        this.current = new ModelSet(models, fixed, ModelSet.NO_ROUTES);
    }

    /** All that clients may name. */
    public List<String> names() {
        return Stream.concat(
                        Stream.of(ROUTED, EXTRACTIVE), current.models().stream().map(RunningModel::name))
                .distinct()
                .toList();
    }

    /**
     * The name, or {@link #ROUTED} if it is null.
     *
     * @throws org.springframework.web.ErrorResponseException 404 with the names there are, if there is no such model
     */
    public String checked(@Nullable String name) {
        if (name == null) {
            return ROUTED;
        }
        if (!name.equals(ROUTED) && current.choice(name).isEmpty()) {
            throw new UnknownModelException(name, names());
        }
        return name;
    }

    /**
     * Who is to answer: the first of the list, and if it fails the next.
     *
     * @param name one of {@link #names()}: a model that is named is asked alone; {@link #ROUTED} or null for the tenant's
     *     route
     * @return at least one
     * @throws org.springframework.web.ErrorResponseException 404 with the names there are, if there is no such model
     */
    public List<Choice> choose(String tenant, @Nullable String name) {
        ModelSet set = current;
        return name == null || name.equals(ROUTED)
                ? set.routed(tenant)
                : List.of(set.only(name).orElseThrow(() -> new UnknownModelException(name, names())));
    }

    /** Name of whoever writes most answers for the tenant. */
    public String usual(String tenant) {
        return current.usual(tenant);
    }

    /** What an administrator may know of the model; nothing if there is none of this name. */
    public Optional<ModelView> describe(String name) {
        ModelSet set = current;
        return set.find(name).map(model -> ModelView.of(model, set.routesOf(name)));
    }

    ModelSet current() {
        return current;
    }

    /** Takes note of what the topic says. */
    synchronized void hear(Event event) {
        if (!(event instanceof ModelEvent change)) {
            return;
        }
        RoutesChanged routes = current.routes();
        switch (change) {
            case ModelConfigured configured -> configure(configured);
            case ModelRemoved removed -> remove(removed.name());
            case RoutesChanged changed -> routes = changed;
        }
        current = new ModelSet(models, fixed, routes);
        heard.put(change.key(), change.at());
        notifyAll();
    }

    private void configure(ModelConfigured configured) {
        if (isFixed(configured.name())) {
            LOG.warn("Model {} is configured by this process's settings, which count more here", configured.name());
            return;
        }
        RunningModel known = models.get(configured.name());
        if (known == null || !known.settings().equals(configured)) {
            running.of(configured)
                    .ifPresentOrElse(model -> models.put(configured.name(), model), () -> remove(configured.name()));
        }
    }

    private void remove(String name) {
        if (!isFixed(name) && models.remove(name) != null) {
            metrics.forget(name);
        }
    }

    private boolean isFixed(String name) {
        return fixed != null && fixed.name().equals(name);
    }

    /** @return whether the change, or a later one of the same key, was heard in time */
    synchronized boolean awaitHeard(ModelEvent change, Duration wait) throws InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        while (heard.getOrDefault(change.key(), Instant.MIN).isBefore(change.at())) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
