package dev.tributary.embed.generation;

import dev.tributary.embed.pipeline.Feeds;
import dev.tributary.events.GenerationEvent.GenerationChanged;
import dev.tributary.events.GenerationEvent.LiveGenerationChosen;
import dev.tributary.events.OutageException;
import dev.tributary.index.starter.GenerationTable;
import dev.tributary.index.starter.Generations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Does, again and again, what the table of generations asks for: feeds those that are kept, watches how they come on,
 * starts a successor of the one that answers if only another release can open it, activates those that are to be when they
 * are ready, drops those whose time is over, and deletes what was dropped. Every process of embed-service does so; to do it
 * twice changes nothing.
 */
final class KeepingGenerations implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(KeepingGenerations.class);
    private static final Duration PACE = Duration.ofSeconds(1);

    /** Turns between two looks at how far a generation is that is the only one: nothing depends on it but a dashboard. */
    private static final int REST = 10;

    /** Searches that began before a process heard of the end have ended by then. */
    private static final Duration BEFORE_DELETION = Duration.ofSeconds(5);

    /** With the bindings of all other stages: after the follower of generations. */
    private static final int PHASE = Integer.MAX_VALUE - 1000;

    private final Generations generations;
    private final Feeds feeds;
    private final ConsumerGroups groups;
    private final ManagingGenerations managing;
    private final GenerationProperties properties;
    private final GenerationMetrics metrics;
    private final Clock clock;
    private final Map<String, Progress> progress = new ConcurrentHashMap<>();
    private final Map<String, String> problems = new ConcurrentHashMap<>();
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("keep-generations").factory());
    private volatile @Nullable Future<?> watching;
    private int turns;

    KeepingGenerations(
            Generations generations,
            Feeds feeds,
            ConsumerGroups groups,
            ManagingGenerations managing,
            GenerationProperties properties,
            GenerationMetrics metrics,
            Clock clock) {
        this.generations = generations;
        this.feeds = feeds;
        this.groups = groups;
        this.managing = managing;
        this.properties = properties;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void start() {
        feed();
        watching = timer.scheduleWithFixedDelay(this::turn, 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        watching = null;
        timer.shutdown();
        try {
            if (!timer.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("The watch over the generations does not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        feeds.fed().forEach(feeds::stop);
    }

    @Override
    public boolean isRunning() {
        return watching != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /**
     * How a generation that is kept comes on, by a look at it now.
     *
     * @throws OutageException if Kafka does not answer
     */
    Progress look(String generation) {
        Progress seen = progress(generation);
        seen.seen(groups.lag(generation), clock.instant());
        return seen;
    }

    private Progress progress(String generation) {
        return progress.computeIfAbsent(generation, fresh -> new Progress());
    }

    /** Why a generation is not fed here; empty if it is. */
    Optional<String> problem(String generation) {
        return Optional.ofNullable(problems.get(generation));
    }

    private void turn() {
        try {
            feed();
            watch();
            if (generations.known()) {
                startSuccessorOfWhatAnotherReleaseMade();
                activateWhatIsReady();
                dropWhatIsOver();
                deleteWhatWasDropped();
            }
        } catch (RuntimeException failure) {
            LOG.warn("The generations could not be looked after, tried again: {}", failure.getMessage());
        }
    }

    private void feed() {
        if (!generations.known()) {
            return;
        }
        Set<String> kept = generations.table().kept();
        feeds.fed().stream().filter(fed -> !kept.contains(fed)).forEach(feeds::stop);
        for (String generation : kept) {
            try {
                feeds.start(generations.open(generation));
                problems.remove(generation);
            } catch (RuntimeException failure) {
                String problem = String.valueOf(failure.getMessage());
                if (!problem.equals(problems.put(generation, problem))) {
                    LOG.error("The index {} cannot be fed: {}", generation, problem);
                }
            }
        }
    }

    private void watch() {
        GenerationTable table = generations.table();
        progress.keySet().retainAll(table.kept());
        if (table.kept().size() > 1 || turns++ % REST == 0) {
            table.kept().forEach(this::look);
            metrics.seen(table, progress);
        }
    }

    private void startSuccessorOfWhatAnotherReleaseMade() {
        String live = generations.table().live();
        generations.successor(live).ifPresent(successor -> managing.startSuccessor(live, successor));
    }

    private void activateWhatIsReady() {
        GenerationTable table = generations.table();
        LiveGenerationChosen chosen = table.chosen();
        for (GenerationChanged wanted : table.announced().values()) {
            boolean due = Boolean.TRUE.equals(wanted.activateWhenReady())
                    && chosen != null
                    && chosen.at().isBefore(wanted.at())
                    && table.kept().contains(wanted.generation())
                    && progress(wanted.generation())
                            .lag()
                            .filter(lag -> lag.behind() == 0)
                            .isPresent();
            if (due && managing.obstacle(wanted.generation()).isEmpty()) {
                LOG.info("The index {} has everything and is activated", wanted.generation());
                managing.activate(wanted.generation(), true);
            }
        }
    }

    private void dropWhatIsOver() {
        GenerationTable table = generations.table();
        LiveGenerationChosen chosen = table.chosen();
        if (chosen == null || clock.instant().isBefore(chosen.at().plus(properties.keepFor()))) {
            return;
        }
        for (GenerationChanged old : table.announced().values()) {
            boolean over = table.kept().contains(old.generation())
                    && !table.isLive(old.generation())
                    && old.at().isBefore(chosen.at());
            if (over) {
                LOG.info("The index {} was kept for {} and is dropped", old.generation(), properties.keepFor());
                managing.drop(old.generation());
            }
        }
    }

    private void deleteWhatWasDropped() {
        GenerationTable table = generations.table();
        deleted.removeIf(generation -> !table.isDropped(generation));
        Instant latest = clock.instant().minus(BEFORE_DELETION);
        for (GenerationChanged dropped : table.announced().values()) {
            String generation = dropped.generation();
            boolean due = table.isDropped(generation)
                    && !deleted.contains(generation)
                    && dropped.at().isBefore(latest);
            if (due && groups.delete(generation)) {
                generations.delete(generation);
                deleted.add(generation);
            }
        }
    }
}
