package dev.tributary.platform.stage;

import java.util.OptionalInt;

/** What a {@link StageConsumer} says by ending a batch early, for those who call it as the container does. */
public final class Interruptions {

    private Interruptions() {}

    /** How many records of the batch, from the first on, need not come again; empty if the consumer failed. */
    public static OptionalInt done(RuntimeException thrown) {
        return thrown instanceof BatchInterruptedException interrupted
                ? OptionalInt.of(interrupted.done())
                : OptionalInt.empty();
    }
}
