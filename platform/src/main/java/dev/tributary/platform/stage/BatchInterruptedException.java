package dev.tributary.platform.stage;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A batch ended early: its first records are done, the others come again after a while. */
final class BatchInterruptedException extends RuntimeException {

    private final int done;
    private final transient Duration wait;

    /** @param done how many records from the first on need not come again */
    BatchInterruptedException(int done, Duration wait, @Nullable Throwable cause) {
        super("The batch ended after " + done + " records", cause);
        this.done = done;
        this.wait = wait;
    }

    int done() {
        return done;
    }

    Duration pause() {
        return wait;
    }
}
