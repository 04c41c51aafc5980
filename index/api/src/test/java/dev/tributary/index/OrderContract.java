package dev.tributary.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The latest version wins, in whatever order and however often versions arrive. */
interface OrderContract extends IndexContract {

    int LONGEST = 4;

    /** What happens to a document, in the order in which it happened at the source. */
    enum History {
        REMOVED_LAST(2),
        REMOVED_BETWEEN(1);

        private final int removal;

        History(int removal) {
            this.removal = removal;
        }

        DocumentWrite write(String nativeId, int step) {
            Sample sample = version(nativeId, step);
            return step == removal ? sample.remove() : sample.replace();
        }

        CommitRecord commit(String nativeId, int step) {
            Sample sample = version(nativeId, step);
            return step == removal ? sample.tombstone() : sample.commit();
        }

        private static Sample version(String nativeId, int step) {
            return Fixtures.sample(nativeId, "text of step " + step, "both").version(step + 1L);
        }
    }

    /** One document's versions as they arrive. */
    record Arrival(History history, List<Integer> steps) {

        String nativeId() {
            return history + " " + steps;
        }

        Stream<DocumentWrite> writes() {
            return steps.stream().map(step -> history.write(nativeId(), step));
        }

        CommitRecord expected() {
            return history.commit(
                    nativeId(), steps.stream().max(Comparator.naturalOrder()).orElseThrow());
        }
    }

    @Test
    default void theLatestVersionWinsWhenEveryWriteIsInABatchOfItsOwn() {
        List<Arrival> arrivals = arrivals();

        for (int position = 0; position < LONGEST; position++) {
            int next = position;
            index().write(arrivals.stream()
                    .flatMap(arrival -> arrival.writes().skip(next).limit(1))
                    .toList());
        }

        assertEnd(arrivals);
    }

    @Test
    default void theLatestVersionWinsWhenAllWritesAreInOneBatch() {
        List<Arrival> arrivals = arrivals();

        index().write(arrivals.stream().flatMap(Arrival::writes).toList());

        assertEnd(arrivals);
    }

    private void assertEnd(List<Arrival> arrivals) {
        Map<UUID, CommitRecord> expected =
                arrivals.stream().map(Arrival::expected).collect(Collectors.toMap(CommitRecord::documentId, c -> c));
        assertThat(index().commits(expected.keySet())).isEqualTo(expected);
        eventually(() -> {
            List<CommitRecord> scanned = new ArrayList<>();
            index().scan(document -> {
                assertThat(document.chunks()).hasSize(document.commit().chunks());
                scanned.add(document.commit());
            });
            assertThat(scanned).containsExactlyInAnyOrderElementsOf(expected.values());
        });
    }

    /** Every sequence of up to {@link #LONGEST} steps, repeats included, of every history. */
    private static List<Arrival> arrivals() {
        List<Arrival> arrivals = new ArrayList<>();
        for (History history : History.values()) {
            List<List<Integer>> sequences = List.of(List.of());
            for (int length = 1; length <= LONGEST; length++) {
                sequences = sequences.stream().flatMap(OrderContract::longer).toList();
                sequences.forEach(steps -> arrivals.add(new Arrival(history, steps)));
            }
        }
        return arrivals;
    }

    private static Stream<List<Integer>> longer(List<Integer> steps) {
        return IntStream.range(0, 3)
                .mapToObj(step -> Stream.concat(steps.stream(), Stream.of(step)).toList());
    }
}
