package dev.tributary.index;

import static dev.tributary.index.Fixtures.ask;
import static dev.tributary.index.Fixtures.limited;
import static dev.tributary.index.Fixtures.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several threads at once. */
interface ConcurrencyContract extends IndexContract {

    Duration ATOMICITY_RUN = Duration.ofSeconds(2);
    int ATOMICITY_DOCUMENTS = 5;

    @Test
    default void aSearchNeverSeesTwoVersionsOrNoneOfADocument() throws Exception {
        given(versions(1));
        AtomicLong searches = new AtomicLong();
        long end = System.nanoTime() + ATOMICITY_RUN.toNanos();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<?>> running = new ArrayList<>();
            running.add(threads.submit(() -> {
                for (int version = 2; System.nanoTime() < end; version++) {
                    index().write(List.of(versions(version)).stream()
                            .map(Sample::replace)
                            .toList());
                }
            }));
            for (SearchMode mode : SearchMode.values()) {
                running.add(threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        assertWholeVersions(index().search(limited(ask(mode, "common"), 100)));
                        searches.incrementAndGet();
                    }
                }));
            }
            waitFor(running);
        }
        assertThat(searches).hasValueGreaterThan(20);
    }

    /** From 1 to 4 chunks, another number in the next version. */
    private static Sample[] versions(int version) {
        return IntStream.range(0, ATOMICITY_DOCUMENTS)
                .mapToObj(i -> sample("d" + i)
                        .version(version)
                        .texts(IntStream.rangeClosed(0, (version + i) % 4)
                                .mapToObj(chunk -> "common version" + version)
                                .toList()))
                .toArray(Sample[]::new);
    }

    private static void assertWholeVersions(List<Hit> hits) {
        Map<String, List<Hit>> documents = hits.stream()
                .collect(Collectors.groupingBy(hit -> hit.facts().document().nativeId()));
        assertThat(documents).hasSize(ATOMICITY_DOCUMENTS);
        documents.forEach((nativeId, chunks) -> {
            int version = (int) chunks.getFirst().facts().document().version();
            Sample expected = versions(version)[Integer.parseInt(nativeId.substring(1))];
            assertThat(chunks).extracting(Hit::facts).containsOnly(expected.facts());
            assertThat(chunks).extracting(Hit::chunk).containsExactlyInAnyOrderElementsOf(expected.chunks());
        });
    }

    @Test
    default void severalThreadsWriteDifferentDocuments() throws Exception {
        inParallel(4, writer -> {
            for (int i = 0; i < 20; i++) {
                assertThat(write(sample(writer + "-" + i, "text of " + writer).replace()))
                        .containsExactly(WriteOutcome.APPLIED);
            }
        });

        eventually(() -> assertThat(index().statistics()).isEqualTo(new ChunkIndex.IndexStatistics(80, 80)));
    }

    @Test
    default void severalThreadsWriteVersionsOfOneDocument() throws Exception {
        Sample sample = sample("a", "text");

        inParallel(4, writer -> {
            for (int i = 0; i < 20; i++) {
                write(sample.version(1 + 4L * i + writer)
                        .texts("text " + writer + " " + i)
                        .replace());
            }
        });

        Sample last = sample.version(80).texts("text 3 19");
        assertThat(index().commits(Set.of(sample.documentId()))).containsEntry(sample.documentId(), last.commit());
        eventually(() -> assertThat(index().search(ask(SearchMode.KEYWORD, "text")))
                .extracting(Hit::facts, Hit::chunk)
                .containsExactly(tuple(last.facts(), last.chunks().getFirst())));
    }

    /** What one of several threads does. */
    interface Work {
        void run(int thread) throws Exception;
    }

    private static void inParallel(int count, Work work) throws Exception {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int thread = i;
                running.add(threads.submit(() -> {
                    work.run(thread);
                    return thread;
                }));
            }
            waitFor(running);
        }
    }

    private static void waitFor(List<Future<?>> running) throws InterruptedException, ExecutionException {
        for (Future<?> future : running) {
            future.get();
        }
    }
}
