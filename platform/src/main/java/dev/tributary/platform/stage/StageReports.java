package dev.tributary.platform.stage;

import dev.tributary.events.OutageException;
import dev.tributary.events.Stage;
import dev.tributary.events.StageEvent.StageChanged;
import dev.tributary.events.Topic;
import dev.tributary.platform.kafka.EventPublisher;
import dev.tributary.platform.stage.StageStates.Pause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Tells the other services which stages of this process wait, and that they run again. A pause is told again and again
 * while it lasts: whoever is silent has vanished. Nothing is queued while Kafka is down; the state is told afterwards.
 */
final class StageReports implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(StageReports.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration TELL_AGAIN = Duration.ofSeconds(30);

    private final StageStates states;
    private final EventPublisher publisher;
    private final String process;
    private final Clock clock;
    private final Map<Stage, Told> told = new EnumMap<>(Stage.class);
    private volatile CountDownLatch stop = new CountDownLatch(0);

    private record Told(Pause pause, Instant at) {}

    /** @param process names this process, also after a restart */
    StageReports(StageStates states, EventPublisher publisher, String process, Clock clock) {
        this.states = states;
        this.publisher = publisher;
        this.process = process;
        this.clock = clock;
    }

    @Override
    public void start() {
        CountDownLatch own = new CountDownLatch(1);
        stop = own;
        Thread.ofPlatform().daemon().name("stage-reports").start(() -> run(own));
    }

    @Override
    public void stop() {
        stop.countDown();
    }

    @Override
    public boolean isRunning() {
        return stop.getCount() > 0;
    }

    private void run(CountDownLatch own) {
        try {
            while (!own.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                for (Stage stage : Stage.values()) {
                    tell(stage, states.pause(stage).orElse(null));
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(Stage stage, @Nullable Pause pause) {
        Told before = told.get(stage);
        if ((pause == null && before == null) || !isNews(before, pause)) {
            return;
        }
        Instant now = clock.instant();
        Optional<Pause> paused = Optional.ofNullable(pause);
        StageChanged event = new StageChanged(
                process,
                stage,
                paused.map(Pause::since).orElse(null),
                paused.map(Pause::cause).orElse(null),
                now);
        try {
            publisher.publishAndWait(Topic.STAGES, event);
        } catch (OutageException outage) {
            LOG.debug("The state of {} could not be told: {}", stage.wireName(), outage.toString());
            return;
        }
        if (pause == null) {
            told.remove(stage);
        } else {
            told.put(stage, new Told(pause, now));
        }
    }

    private boolean isNews(@Nullable Told before, @Nullable Pause pause) {
        return before == null
                || !before.pause().equals(pause)
                || before.at().plus(TELL_AGAIN).isBefore(clock.instant());
    }
}
