package dev.tributary.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.bench.chaos.Installation.IndexKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class KillPlanTest {

    @Test
    void theSameSeedGivesTheSameChangesAndKills() {
        assertThat(rounds(7)).isEqualTo(rounds(7)).isNotEqualTo(rounds(8));
    }

    @Test
    void tenRoundsReachEveryPoint() {
        Set<KillPoint> points = rounds(7).stream()
                .flatMap(round -> round.faults().stream())
                .map(Fault::point)
                .collect(Collectors.toSet());

        assertThat(points).isEqualTo(EnumSet.allOf(KillPoint.class));
    }

    @Test
    void allKindsOfChangesComeUp() {
        Set<Class<?>> kinds = rounds(7).stream()
                .flatMap(round -> Stream.concat(round.pushes().stream(), round.files().stream()))
                .map(Object::getClass)
                .collect(Collectors.toSet());

        assertThat(kinds).containsExactlyInAnyOrder(Change.Put.class, Change.Rename.class, Change.Remove.class);
    }

    private static List<KillPlan.Round> rounds(long seed) {
        KillPlan plan = new KillPlan(seed, IndexKind.QDRANT);
        return Stream.generate(() -> plan.next(100)).limit(10).toList();
    }
}
