package dev.tributary.bench.simulation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The only source of randomness: the same seed makes the same world. */
final class Chance {

    private final Random random;
    private final Map<Fault, Integer> struck = new EnumMap<>(Fault.class);
    private boolean calm;

    Chance(long seed) {
        this.random = new Random(seed);
    }

    /** Whether the fault happens now; never once it is {@link #calm}. */
    boolean strikes(Fault fault) {
        if (calm || random.nextInt(10_000) >= fault.perTenThousand()) {
            return false;
        }
        struck.merge(fault, 1, Integer::sum);
        return true;
    }

    /** No fault from now on. */
    void calm() {
        calm = true;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean oneIn(int bound) {
        return random.nextInt(bound) == 0;
    }

    <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** How often each fault happened. */
    Map<Fault, Integer> struck() {
        return struck;
    }
}
