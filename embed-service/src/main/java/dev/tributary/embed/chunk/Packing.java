package dev.tributary.embed.chunk;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Packs pieces into chunks. Where several pieces could start the next chunk, the one that does is chosen by what it says
 * itself: after an edit the following chunks soon start where they did before, and stay as they were.
 */
final class Packing {

    /** The least filling of a chunk that is not a section's last one: lower is steadier, higher makes fewer chunks. */
    private static final double LEAST_FILLING = 0.2;

    private final List<Unit> units;
    private final int capacity;

    /** Openings that several pieces share, as in a list of "Article 1", "Article 2": they tell nothing apart. */
    private final Set<Integer> commonOpenings = new HashSet<>();

    private Packing(List<Unit> units, int capacity) {
        this.units = units;
        this.capacity = capacity;
        Set<Integer> openings = new HashSet<>();
        for (Unit unit : units) {
            if (!openings.add(unit.opening())) {
                commonOpenings.add(unit.opening());
            }
        }
    }

    /** @return the pieces chunk by chunk, in their order; each chunk has at least one */
    static List<List<Unit>> pack(List<Unit> units, int capacity) {
        return new Packing(units, capacity).pack();
    }

    private List<List<Unit>> pack() {
        List<List<Unit>> chunks = new ArrayList<>();
        int start = 0;
        while (start < units.size()) {
            int end = end(start);
            chunks.add(units.subList(start, end));
            start = end;
        }
        return chunks;
    }

    private int end(int start) {
        int tokens = units.get(start).tokensWithHeader();
        int next = start + 1;
        int best = next;
        boolean found = false;
        while (next < units.size() && tokens <= capacity) {
            if (tokens >= capacity * LEAST_FILLING && (!found || isBetterStart(units.get(next), units.get(best)))) {
                best = next;
                found = true;
            } else if (!found) {
                best = next;
            }
            tokens += units.get(next).tokens();
            next++;
        }
        return next == units.size() && tokens <= capacity ? next : best;
    }

    /** On a tie the later one, so that repetitive text makes full chunks. */
    private boolean isBetterStart(Unit unit, Unit best) {
        return unit.opens() == best.opens() ? order(unit) <= order(best) : unit.opens();
    }

    /** Which of several places a chunk starts at: the one with the least. */
    private int order(Unit unit) {
        return commonOpenings.contains(unit.opening()) ? unit.whole() : unit.opening();
    }
}
