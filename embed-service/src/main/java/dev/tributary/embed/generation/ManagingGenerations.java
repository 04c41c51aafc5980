package dev.tributary.embed.generation;

import dev.tributary.events.GenerationEvent;
import dev.tributary.events.GenerationEvent.GenerationChanged;
import dev.tributary.events.GenerationEvent.LiveGenerationChosen;
import dev.tributary.events.GenerationEvent.State;
import dev.tributary.events.OutageException;
import dev.tributary.events.Topic;
import dev.tributary.index.starter.GenerationSettings;
import dev.tributary.index.starter.GenerationTable;
import dev.tributary.index.starter.Generations;
import dev.tributary.platform.kafka.EventPublisher;
import dev.tributary.platform.start.ConfigurationException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Decides about generations by saying so in Kafka; returns when this process has heard it. */
final class ManagingGenerations {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Generations generations;
    private final ConsumerGroups groups;
    private final EventPublisher publisher;
    private final Clock clock;

    ManagingGenerations(Generations generations, ConsumerGroups groups, EventPublisher publisher, Clock clock) {
        this.generations = generations;
        this.groups = groups;
        this.publisher = publisher;
        this.clock = clock;
    }

    /**
     * @param generation {@link Generations#tried} with the settings
     * @return false if there is such a generation already
     */
    boolean start(String generation, GenerationSettings settings, boolean activateWhenReady) {
        GenerationTable table = table();
        if (table.kept().contains(generation)) {
            return false;
        }
        if (table.chosen() == null) {
            announce(table.configured());
            choose(table.configured());
        }
        keep(generation, settings, activateWhenReady);
        return true;
    }

    /** Starts what this release makes of the settings of the generation that answers, unless that was decided before. */
    void startSuccessor(String live, String successor) {
        if (table().announcement(successor).isEmpty()) {
            keep(successor, generations.settings(live), true);
        }
    }

    private void keep(String generation, GenerationSettings settings, boolean activateWhenReady) {
        publish(
                new GenerationChanged(
                        generation,
                        settings.embedding(),
                        settings.chunking(),
                        State.KEPT,
                        later(),
                        activateWhenReady ? true : null),
                heard -> heard.announcement(generation)
                        .filter(announced -> announced.state() == State.KEPT)
                        .isPresent());
    }

    /**
     * Why the generation should not answer yet, for a person; empty if nothing speaks against it.
     *
     * @throws OutageException if Kafka or the index does not answer
     */
    Optional<String> obstacle(String generation) {
        long behind = groups.lag(generation).behind();
        if (behind > 0) {
            return Optional.of(behind + " events are not in it yet");
        }
        long documents;
        try {
            documents = documents(generation);
        } catch (ConfigurationException failure) {
            return Optional.of(String.valueOf(failure.getMessage()));
        }
        long wanted = documentsThatAnswer();
        return documents >= wanted
                ? Optional.empty()
                : Optional.of("it has " + documents + " documents, but the one that answers has " + wanted
                        + "; the log of embed-service says which failed");
    }

    private long documentsThatAnswer() {
        try {
            return documents(table().live());
        } catch (ConfigurationException nothingAnswers) {
            return 0;
        }
    }

    /**
     * How many documents a search in the generation can find.
     *
     * @throws ConfigurationException if this process cannot open it
     */
    long documents(String generation) {
        return generations
                .open(generation)
                .use(open -> open.index().statistics().documents());
    }

    /**
     * @param force also if it lacks documents
     * @throws GenerationConflictException if it was dropped or is not ready
     */
    void activate(String generation, boolean force) {
        GenerationTable table = table();
        if (table.isLive(generation)) {
            return;
        }
        if (!table.kept().contains(generation)) {
            throw new GenerationConflictException("The index " + generation
                    + " was dropped. Start it again with POST /v1/generations; it is built from the log.");
        }
        Optional<String> obstacle = force ? Optional.empty() : obstacle(generation);
        if (obstacle.isPresent()) {
            throw new GenerationConflictException("The index " + generation + " is not ready: " + obstacle.get()
                    + ". Wait, or activate it with ?force=true.");
        }
        if (table.chosen() == null) {
            announce(table.configured());
        }
        announce(generation);
        choose(generation);
    }

    /** @throws GenerationConflictException if it answers */
    void drop(String generation) {
        GenerationTable table = table();
        if (table.isLive(generation)) {
            throw new GenerationConflictException("The index " + generation
                    + " answers. Activate another one first; GET /v1/generations lists them.");
        }
        if (!table.isDropped(generation)) {
            GenerationSettings settings = generations.settings(generation);
            publish(
                    new GenerationChanged(
                            generation, settings.embedding(), settings.chunking(), State.DROPPED, later(), null),
                    heard -> heard.isDropped(generation));
        }
    }

    private GenerationTable table() {
        if (!generations.known()) {
            throw new OutageException("Kafka has not said yet which generations there are", null);
        }
        return generations.table();
    }

    /** Lets other processes, with another configuration, know how the generation is made. */
    private void announce(String generation) {
        if (generations.table().announcement(generation).isEmpty()) {
            GenerationSettings settings = generations.settings(generation);
            publish(
                    new GenerationChanged(
                            generation, settings.embedding(), settings.chunking(), State.KEPT, clock.instant(), null),
                    heard -> heard.announcement(generation).isPresent());
        }
    }

    private void choose(String generation) {
        publish(
                new LiveGenerationChosen(generation, later()),
                heard -> heard.chosen() != null && heard.isLive(generation));
    }

    /** Now, or just after all that was decided before, should this machine's clock be behind another one's. */
    private Instant later() {
        GenerationTable table = generations.table();
        return Stream.concat(
                        Stream.ofNullable(table.chosen()).map(LiveGenerationChosen::at),
                        table.announced().values().stream().map(GenerationChanged::at))
                .map(before -> before.plusMillis(1))
                .reduce(clock.instant(), (one, other) -> one.isAfter(other) ? one : other);
    }

    private void publish(GenerationEvent event, Predicate<GenerationTable> heard) {
        try {
            publisher.publishAndWait(Topic.GENERATIONS, event);
            if (generations.await(heard, PATIENCE)) {
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new OutageException("Kafka did not hand back within " + PATIENCE + " what was decided", null);
    }
}
