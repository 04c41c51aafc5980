package dev.tributary.index.starter;

import dev.tributary.events.GenerationEvent;
import dev.tributary.events.GenerationEvent.GenerationChanged;
import dev.tributary.events.OutageException;
import dev.tributary.platform.start.ConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The generations that there are, as the topic tells, and those of them that this process has open. A generation is
 * opened once a process, so that Lucene has one writer and equal models share their memory.
 */
public final class Generations implements LiveIndex, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Generations.class);
    private static final long RETRY_NANOS = Duration.ofSeconds(5).toNanos();

    private final GenerationSettings configuration;
    private final OpeningGenerations opening;
    private final Map<String, OpenGeneration> open = new ConcurrentHashMap<>();
    private final Map<String, String> successors = new ConcurrentHashMap<>();
    private volatile GenerationTable table;
    private volatile @Nullable OpenGeneration live;
    private volatile boolean known;
    private volatile String problem = "Kafka has not said yet which index answers";
    private long retryAt = System.nanoTime();

    /** @throws ConfigurationException if the configured generation cannot be */
    Generations(GenerationSettings configuration, OpeningGenerations opening) {
        this.configuration = configuration;
        this.opening = opening;
        OpenGeneration configured = opening.open(configuration);
        open.put(configured.fingerprint(), configured);
        table = GenerationTable.of(configured.fingerprint());
    }

    @Override
    public <T> T with(Function<OpenGeneration, T> work) {
        OpenGeneration now = live;
        if (now == null) {
            throw new OutageException(problem, null);
        }
        return now.use(work);
    }

    /** Whether all that the topic held at the start was heard; before, nothing may be concluded from the table. */
    public boolean known() {
        return known;
    }

    /** What was last heard. */
    public GenerationTable table() {
        return table;
    }

    /** Settings of a generation that there is. */
    public GenerationSettings settings(String fingerprint) {
        if (fingerprint.equals(table.configured())) {
            return configuration;
        }
        GenerationChanged announced = table.announcement(fingerprint)
                .orElseThrow(() -> new IllegalArgumentException("no settings of " + fingerprint + " were announced"));
        return GenerationSettings.of(announced.embedding(), announced.chunking());
    }

    /**
     * The generation, for one that is kept; opened if it is not yet.
     *
     * @throws ConfigurationException if this process cannot open it
     */
    public synchronized OpenGeneration open(String fingerprint) {
        OpenGeneration known = open.get(fingerprint);
        if (known != null) {
            return known;
        }
        if (!successors.containsKey(fingerprint)) {
            OpenGeneration opened = opening.open(settings(fingerprint));
            if (opened.fingerprint().equals(fingerprint)) {
                open.put(fingerprint, opened);
                return opened;
            }
            opened.close();
            successors.put(fingerprint, opened.fingerprint());
        }
        throw new ConfigurationException(
                "tributary.embedding",
                settings(fingerprint).embedding(),
                "settings that make the index " + fingerprint + "; this release makes " + successors.get(fingerprint)
                        + " of them, which takes the place of one that answers as soon as embed-service has built it");
    }

    /**
     * Fingerprint of what this release makes of the settings of a generation that only another release can open; empty for
     * others, and before the first attempt to open it.
     */
    public Optional<String> successor(String fingerprint) {
        return Optional.ofNullable(successors.get(fingerprint));
    }

    /**
     * Looks whether the model gives vectors.
     *
     * @return the fingerprint of the generation that the settings make
     * @throws ConfigurationException if there can be no such generation
     * @throws OutageException if the model does not answer, saying why
     */
    public String tried(GenerationSettings settings) {
        OpenGeneration trial = opening.open(settings);
        try {
            trial.embedder().embedQuery("Does this model answer?");
            return trial.fingerprint();
        } finally {
            trial.close();
        }
    }

    /** Deletes a generation that was dropped and that nobody writes any more. */
    public void delete(String fingerprint) {
        opening.delete(fingerprint);
    }

    /** @return whether the topic said so in time */
    public synchronized boolean await(Predicate<GenerationTable> condition, Duration patience)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.test(table)) {
            long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (millis <= 0) {
                return false;
            }
            wait(millis);
        }
        return true;
    }

    synchronized void heard(GenerationEvent event) {
        table = table.after(event);
        retryAt = System.nanoTime();
        notifyAll();
    }

    /** Brings what is open in line with what was heard; from the first call on, there is an answer to give. */
    void settle() {
        known = true;
        GenerationTable now = table;
        choose(now);
        for (String fingerprint : List.copyOf(open.keySet())) {
            if (now.isDropped(fingerprint)) {
                close(fingerprint);
            }
        }
    }

    private void choose(GenerationTable now) {
        OpenGeneration before = live;
        boolean right = before != null && now.isLive(before.fingerprint());
        if (right || System.nanoTime() - retryAt < 0) {
            return;
        }
        try {
            OpenGeneration chosen = open(now.live());
            live = chosen;
            LOG.info("The index {} answers", chosen.fingerprint());
        } catch (RuntimeException failure) {
            retryAt = System.nanoTime() + RETRY_NANOS;
            problem = "The index " + now.live() + " was chosen, but cannot be opened: " + failure.getMessage();
            LOG.error("{}{}", problem, before == null ? "" : "; " + before.fingerprint() + " goes on to answer");
        }
    }

    private void close(String fingerprint) {
        OpenGeneration dropped = open.get(fingerprint);
        if (dropped != null) {
            if (dropped.equals(live)) {
                live = null;
            }
            open.remove(fingerprint);
            dropped.close();
            LOG.info("The index {} was dropped", fingerprint);
        }
    }

    @Override
    public void close() {
        live = null;
        open.values().forEach(OpenGeneration::close);
        open.clear();
    }
}
