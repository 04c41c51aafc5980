package dev.tributary.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.index.Fusion.Fused;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class FusionTest {

    @Test
    void anItemThatBothRankingsNameBeatsTheFirstOfOne() {
        List<Fused<String>> fused = Fusion.fuse(List.of(List.of("a", "b"), List.of("c", "b")), 10);

        assertThat(fused).extracting(Fused::item).containsExactly("b", "a", "c");
        assertThat(fused.getFirst().score()).isCloseTo(61.0 / 62, within(1e-9));
        assertThat(fused.getLast().score()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void nothingIsMadeOfNothing() {
        assertThat(Fusion.fuse(List.of(), 10)).isEmpty();
        assertThat(Fusion.fuse(List.of(List.of(), List.of()), 10)).isEmpty();
    }

    @Property
    void everyItemIsRankedOnceWithAFallingScore(@ForAll("rankings") List<List<Integer>> rankings) {
        List<Fused<Integer>> fused = Fusion.fuse(rankings, Integer.MAX_VALUE);

        Set<Integer> items = new HashSet<>();
        rankings.forEach(items::addAll);
        assertThat(fused).extracting(Fused::item).containsExactlyInAnyOrderElementsOf(items);
        assertThat(fused)
                .isSortedAccordingTo(
                        Comparator.<Fused<Integer>>comparingDouble(Fused::score).reversed());
        assertThat(fused).allMatch(item -> item.score() > 0 && item.score() <= 1);
    }

    @Property
    void aLimitCutsTheTailOnly(@ForAll("rankings") List<List<Integer>> rankings) {
        List<Fused<Integer>> all = Fusion.fuse(rankings, Integer.MAX_VALUE);

        for (int limit = 0; limit <= all.size(); limit++) {
            assertThat(Fusion.fuse(rankings, limit)).isEqualTo(all.subList(0, limit));
        }
    }

    @Property
    void theFirstOfEveryRankingScoresOne(@ForAll("rankings") List<List<Integer>> rankings) {
        List<List<Integer>> withFirst = rankings.stream()
                .map(ranking -> {
                    List<Integer> longer = new ArrayList<>(ranking);
                    longer.addFirst(-1);
                    return longer;
                })
                .toList();

        assertThat(Fusion.fuse(withFirst, 1)).satisfiesExactly(first -> {
            assertThat(first.item()).isEqualTo(-1);
            assertThat(first.score()).isCloseTo(1, within(1e-9));
        });
    }

    @Provide
    Arbitrary<List<List<Integer>>> rankings() {
        return Arbitraries.integers()
                .between(0, 20)
                .list()
                .uniqueElements()
                .ofMaxSize(10)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }
}
