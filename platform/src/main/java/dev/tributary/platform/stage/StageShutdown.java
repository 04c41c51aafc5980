package dev.tributary.platform.stage;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** The first to stop: lets the running batches end where they can, before their consumers are closed. */
final class StageShutdown implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(StageShutdown.class);

    private final StageStates states;
    private final Duration patience;
    private volatile boolean running;

    StageShutdown(StageStates states, Duration patience) {
        this.states = states;
        this.patience = patience;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        try {
            if (!states.stop(patience)) {
                LOG.warn(
                        "A stage still worked on a document after {} s; it is left, and done again at the next start",
                        patience.toSeconds());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Beside whatever else stops now. */
    @Override
    public void stop(Runnable callback) {
        Thread.startVirtualThread(() -> {
            stop();
            callback.run();
        });
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
