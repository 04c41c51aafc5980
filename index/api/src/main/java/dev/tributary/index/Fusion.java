package dev.tributary.index;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes one ranking of several whose scores cannot be compared, by Reciprocal Rank Fusion: Cormack, Clarke and
 * Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and individual Rank Learning Methods", SIGIR 2009.
 */
public final class Fusion {

    /** The paper's k: how little the first ranks stand out. */
    private static final int K = 60;

    private Fusion() {}

    /**
     * An item of the fused ranking.
     *
     * @param score above 0, at most 1; 1 is first in every ranking
     */
    public record Fused<T>(T item, double score) {}

    /**
     * The best items, best first; of items with equal scores the one that an earlier ranking names earlier.
     *
     * @param rankings each best first, each item at most once in each
     * @param limit how many at most
     */
    public static <T> List<Fused<T>> fuse(List<List<T>> rankings, int limit) {
        Map<T, Double> sums = new LinkedHashMap<>();
        for (List<T> ranking : rankings) {
            for (int i = 0; i < ranking.size(); i++) {
                sums.merge(ranking.get(i), 1.0 / (K + i + 1), Double::sum);
            }
        }
        double best = rankings.size() / (K + 1.0);
        return sums.entrySet().stream()
                .map(sum -> new Fused<>(sum.getKey(), Math.min(1, sum.getValue() / best)))
                .sorted(Comparator.<Fused<T>>comparingDouble(Fused::score).reversed())
                .limit(limit)
                .toList();
    }
}
