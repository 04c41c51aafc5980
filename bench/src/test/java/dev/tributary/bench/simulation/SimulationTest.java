package dev.tributary.bench.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What fails names its seed: {@code bench/run simulate --seed S} shows it again. */
class SimulationTest {

    private static final long SEEDS = 1000;
    private static final int SEEDS_OF_A_SLOW_INDEX = 5;
    private static final int SEEDS_UNTIL_A_MISSING_GUARD_SHOWS = 100;

    @Test
    void nothingIsLostDoubledStaleOrResurrectedInAThousandWorlds() {
        Set<Fault> struck = ConcurrentHashMap.newKeySet();
        List<String> failures = LongStream.rangeClosed(1, SEEDS)
                .parallel()
                .mapToObj(seed -> {
                    Simulation.Outcome outcome =
                            Simulation.run(seed, Simulation.STEPS, Indexes.MEMORY, Optional.empty());
                    struck.addAll(outcome.faults().keySet());
                    return failures(seed, outcome);
                })
                .flatMap(List::stream)
                .toList();

        assertThat(failures).isEmpty();
        assertThat(struck).isEqualTo(EnumSet.allOf(Fault.class));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MEMORY")
    void norOnTheIndexesOfProduction(Indexes index) {
        List<String> failures = LongStream.rangeClosed(1, SEEDS_OF_A_SLOW_INDEX)
                .mapToObj(seed -> failures(seed, Simulation.run(seed, Simulation.STEPS, index, Optional.empty())))
                .flatMap(List::stream)
                .toList();

        assertThat(failures).isEmpty();
    }

    @Test
    void aSeedReplaysExactly() {
        List<Simulation.Outcome> outcomes = IntStream.range(0, 2)
                .mapToObj(time -> Simulation.run(7, 200, Indexes.MEMORY, Optional.empty()))
                .toList();

        assertThat(outcomes.getFirst()).isEqualTo(outcomes.getLast());
    }

    @ParameterizedTest
    @EnumSource
    void noGuardCanBeTakenAwayUnnoticed(Guard guard) {
        boolean noticed = LongStream.rangeClosed(1, SEEDS_UNTIL_A_MISSING_GUARD_SHOWS)
                .anyMatch(seed -> !Simulation.run(seed, Simulation.STEPS, Indexes.MEMORY, Optional.of(guard))
                        .findings()
                        .isEmpty());

        assertThat(noticed).isTrue();
    }

    private static List<String> failures(long seed, Simulation.Outcome outcome) {
        return outcome.findings().stream()
                .map(finding -> "seed " + seed + ": " + finding)
                .toList();
    }
}
