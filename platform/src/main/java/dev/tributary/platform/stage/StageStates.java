package dev.tributary.platform.stage;

import dev.tributary.events.OutageException;
import dev.tributary.events.Stage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What the stages of this process do: work on a batch, wait for infrastructure, or end because the service stops. */
public final class StageStates {

    private static final Duration SHORTEST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    /** What asks for more is tried all the same now and then: it may have changed its mind. */
    private static final Duration LONGEST_WISH = Duration.ofMinutes(15);

    /** When nothing was tried again so long after it was due, another process has what was to be tried. */
    private static final Duration LAPSE = Duration.ofSeconds(10);

    private final Map<StageConsumer<?>, Wait> waits = new ConcurrentHashMap<>();
    private final Phaser batches = new Phaser(1);
    private volatile boolean stopping;
    private final Clock clock;

    public StageStates(Clock clock) {
        this.clock = clock;
    }

    /**
     * A stage that waits.
     *
     * @param cause names the infrastructure and what it did
     */
    public record Pause(Instant since, String cause) {}

    /**
     * @param until when it is tried again; null while it is being tried
     * @param asked how long the infrastructure asked to be left alone
     */
    private record Wait(
            Stage stage,
            Pause pause,
            @Nullable Instant until,
            @Nullable Duration asked) {}

    /** Empty while the stage runs; if it waits in several lanes, what it waits for longest. */
    public Optional<Pause> pause(Stage stage) {
        Instant now = clock.instant();
        return waits.values().stream()
                .filter(wait -> wait.stage() == stage && !hasLapsed(wait, now))
                .map(Wait::pause)
                .min(Comparator.comparing(Pause::since));
    }

    /** How long the stage has been waiting; zero while it runs. */
    Duration pausedFor(Stage stage) {
        return pause(stage)
                .map(pause -> Duration.between(pause.since(), clock.instant()))
                .orElse(Duration.ZERO);
    }

    /**
     * The consumer waits, for as long as the infrastructure wished, or else as long again as it has waited so far.
     *
     * @return how long to wait before the next attempt
     */
    Duration paused(StageConsumer<?> consumer, OutageException outage) {
        Instant now = clock.instant();
        Wait before = waits.get(consumer);
        Instant since =
                before == null || hasLapsed(before, now) ? now : before.pause().since();
        Duration asked = outage.retryAfter()
                .map(wish -> between(SHORTEST_WAIT, wish, LONGEST_WISH))
                .orElse(null);
        Duration wait = asked != null ? asked : between(SHORTEST_WAIT, Duration.between(since, now), LONGEST_WAIT);
        Pause pause = new Pause(since, String.valueOf(outage.getMessage()));
        waits.put(consumer, new Wait(consumer.stage(), pause, now.plus(wait), asked));
        return wait;
    }

    /**
     * What is left of the time for which the infrastructure asked to be left alone; zero if it did not ask. A batch may come
     * in that time although its consumer is paused: a rebalance has handed the partition to another thread.
     */
    Duration askedToWait(StageConsumer<?> consumer) {
        Wait wait = waits.get(consumer);
        if (wait == null || wait.until() == null || wait.asked() == null) {
            return Duration.ZERO;
        }
        return between(Duration.ZERO, Duration.between(clock.instant(), wait.until()), wait.asked());
    }

    boolean isPaused(StageConsumer<?> consumer) {
        return waits.containsKey(consumer);
    }

    /** A batch is begun; {@link #ended} follows. */
    void begins(StageConsumer<?> consumer) {
        batches.register();
        waits.computeIfPresent(consumer, (same, wait) -> new Wait(wait.stage(), wait.pause(), null, null));
    }

    /** @return whether the consumer was paused until now */
    boolean running(StageConsumer<?> consumer) {
        return waits.remove(consumer) != null;
    }

    void ended() {
        batches.arriveAndDeregister();
    }

    boolean stopping() {
        return stopping;
    }

    /**
     * Lets no batch go on longer than it must.
     *
     * @return whether all have ended within this time
     */
    boolean stop(Duration patience) throws InterruptedException {
        stopping = true;
        try {
            batches.awaitAdvanceInterruptibly(batches.arrive(), patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException batchRuns) {
            return false;
        }
    }

    private static boolean hasLapsed(Wait wait, Instant now) {
        return wait.until() != null && wait.until().plus(LAPSE).isBefore(now);
    }

    private static Duration between(Duration least, Duration wanted, Duration most) {
        return wanted.compareTo(least) < 0 ? least : wanted.compareTo(most) > 0 ? most : wanted;
    }
}
