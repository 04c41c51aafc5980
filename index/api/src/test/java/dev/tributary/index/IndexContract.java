package dev.tributary.index;

import static dev.tributary.index.Fixtures.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.events.Access;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.core.ThrowingRunnable;

/** What the parts of {@link ChunkIndexContract} share. */
interface IndexContract {

    /** The index under test, fresh and empty for each test. */
    ChunkIndex index();

    /** Writes may take a second until searches see them. */
    default void eventually(ThrowingRunnable assertion) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(assertion);
    }

    default List<WriteOutcome> write(DocumentWrite... writes) {
        return index().write(List.of(writes));
    }

    /** Writes the samples and waits until searches see them all. */
    default void given(Sample... samples) {
        assertThat(index().write(List.of(samples).stream().map(Sample::replace).toList()))
                .hasSize(samples.length)
                .containsOnly(WriteOutcome.APPLIED);
        for (Sample sample : samples) {
            if (!sample.texts().isEmpty()) {
                eventually(() -> assertThat(foundByAdminOf(sample)).contains(sample.version()));
            }
        }
    }

    private Set<Long> foundByAdminOf(Sample sample) {
        SearchRequest all = ask(
                Access.admin(sample.tenant()),
                SearchMode.SEMANTIC,
                sample.texts().getFirst());
        SearchFilter document =
                new SearchFilter(Set.of(sample.documentId()), Set.of(), Set.of(), Set.of(), Map.of(), null, null);
        return index().search(Fixtures.filtered(all, document)).stream()
                .map(hit -> hit.facts().document().version())
                .collect(Collectors.toSet());
    }

    /** The native ids of the documents that the search finds. */
    default Set<String> found(SearchRequest request) {
        return index().search(request).stream()
                .map(hit -> hit.facts().document().nativeId())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
