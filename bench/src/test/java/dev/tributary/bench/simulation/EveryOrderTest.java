package dev.tributary.bench.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sequence of up to five deliveries of a document's three versions, repeats included, through the index stage. */
class EveryOrderTest {

    private static final int VERSIONS = 3;
    private static final int LONGEST = 5;

    /** A writer that has read the index and computed everything before one delivery, and writes before another one. */
    private record Zombie(int version, int asleep, int awake) {}

    @ParameterizedTest
    @MethodSource("histories")
    void theNewestVersionWinsAtOnce(History history) {
        for (List<Integer> deliveries : sequences()) {
            OneDocument document = new OneDocument(history);
            int newest = -1;
            for (int version : deliveries) {
                document.deliver(version);
                newest = Math.max(newest, version);
                assertThat(document.stored()).as("%s", deliveries).containsExactly(history.state(newest));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("histories")
    void alsoOverAWriterThatWakesUpLate(History history) {
        List<String> wrong = sequences().parallelStream()
                .flatMap(deliveries -> zombies(deliveries.size())
                        .filter(zombie -> !endsRight(history, deliveries, zombie))
                        .map(zombie -> deliveries + " with " + zombie))
                .toList();

        assertThat(wrong).isEmpty();
    }

    static Stream<History> histories() {
        return Stream.of(History.editedAndRemoved(), History.removedAndBroughtBackForFewer());
    }

    private static boolean endsRight(History history, List<Integer> deliveries, Zombie zombie) {
        OneDocument document = new OneDocument(history);
        int newest = zombie.version();
        for (int i = 0; i <= deliveries.size(); i++) {
            if (i == zombie.asleep()) {
                document.fallAsleepWriting(zombie.version());
            }
            if (i == zombie.awake()) {
                document.wakeUp(zombie.version());
            }
            if (i < deliveries.size()) {
                document.deliver(deliveries.get(i));
                newest = Math.max(newest, deliveries.get(i));
            }
        }
        return document.stored().equals(List.of(history.state(newest)));
    }

    private static Stream<Zombie> zombies(int deliveries) {
        return IntStream.range(0, VERSIONS)
                .boxed()
                .flatMap(version -> IntStream.range(0, deliveries)
                        .boxed()
                        .flatMap(asleep -> IntStream.rangeClosed(asleep + 1, deliveries)
                                .mapToObj(awake -> new Zombie(version, asleep, awake))));
    }

    private static List<List<Integer>> sequences() {
        List<List<Integer>> all = new ArrayList<>();
        List<List<Integer>> longest = List.of(List.of());
        for (int length = 1; length <= LONGEST; length++) {
            longest = longest.stream().flatMap(EveryOrderTest::longer).toList();
            all.addAll(longest);
        }
        return all;
    }

    private static Stream<List<Integer>> longer(List<Integer> sequence) {
        return IntStream.range(0, VERSIONS)
                .mapToObj(version ->
                        Stream.concat(sequence.stream(), Stream.of(version)).toList());
    }
}
