package dev.tributary.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How the stages fare; topic {@code ops.stages.v1}, keyed by process and stage. */
public sealed interface StageEvent extends Event permits StageEvent.StageChanged {

    String process();

    Stage stage();

    @Override
    default String key() {
        return process() + "/" + stage().wireName();
    }

    /**
     * A stage of one process runs, or waits for infrastructure.
     *
     * @param process names one process of a service, the same after a restart
     * @param pausedSince null if it runs
     * @param cause what it waits for, for a person to act on; null if it runs
     */
    record StageChanged(
            String process,
            Stage stage,
            @Nullable Instant pausedSince,
            @Nullable String cause,
            Instant at) implements StageEvent {}
}
