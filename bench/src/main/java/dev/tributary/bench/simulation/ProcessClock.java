package dev.tributary.bench.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/** The clock of one process: off by up to two hours, and set anew now and then. */
final class ProcessClock extends Clock {

    private static final int MOST_OFF = (int) Duration.ofHours(2).toMillis();

    private final LongSupplier time;
    private final Chance chance;
    private long off;

    /** @param time the true one, in milliseconds since the epoch */
    ProcessClock(LongSupplier time, Chance chance) {
        this.time = time;
        this.chance = chance;
        jump();
    }

    void jump() {
        off = (long) chance.below(2 * MOST_OFF) - MOST_OFF;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(time.getAsLong() + off);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
