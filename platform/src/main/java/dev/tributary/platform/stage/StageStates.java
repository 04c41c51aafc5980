package dev.tributary.platform.stage;

import dev.tributary.events.Stage;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which stages of this process wait for infrastructure, since when and for what. */
public final class StageStates {

    private final Map<Stage, Pause> pauses = new ConcurrentHashMap<>();
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

    /** Empty while the stage runs. */
    public Optional<Pause> pause(Stage stage) {
        return Optional.ofNullable(pauses.get(stage));
    }

    /** @return whether the stage ran until now */
    boolean paused(Stage stage, String cause) {
        return pauses.put(stage, new Pause(pause(stage).map(Pause::since).orElseGet(clock::instant), cause)) == null;
    }

    /** @return whether the stage was paused until now */
    boolean running(Stage stage) {
        return pauses.remove(stage) != null;
    }
}
