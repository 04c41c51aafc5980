package dev.tributary.bench.simulation;

import dev.tributary.events.OutageException;

/** What can happen to a process while it works. */
final class Perils {

    private final Chance chance;
    private final Runnable meanwhile;

    /** @param meanwhile lets the rest of the world go on for a while */
    Perils(Chance chance, Runnable meanwhile) {
        this.chance = chance;
        this.meanwhile = meanwhile;
    }

    /** The process may be suspended here, for longer than its consumer group waits for it. */
    void mayStall() {
        if (chance.strikes(Fault.STALL)) {
            meanwhile.run();
        }
    }

    void mayCrash(Fault fault) {
        if (chance.strikes(fault)) {
            throw new Crash();
        }
    }

    void mayFail(Fault fault) {
        if (chance.strikes(fault)) {
            throw outage(fault);
        }
    }

    boolean strikes(Fault fault) {
        return chance.strikes(fault);
    }

    int below(int bound) {
        return chance.below(bound);
    }

    static OutageException outage(Fault fault) {
        return new OutageException("simulated " + fault, null);
    }
}
