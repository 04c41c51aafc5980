package dev.tributary.index.lucene;

import static dev.tributary.index.Fixtures.sample;

import dev.tributary.index.Chunk;
import dev.tributary.index.ChunkIndex;
import dev.tributary.index.DocumentWrite;
import dev.tributary.index.Fixtures;
import dev.tributary.index.Hit;
import dev.tributary.index.Sample;
import dev.tributary.index.SearchFilter;
import dev.tributary.index.SearchMode;
import dev.tributary.index.SearchRequest;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Run by hand: what writing and searching 100,000 chunks with 384 random dimensions takes. */
final class Measurement {

    private static final int DIMENSIONS = 384;
    private static final int CHUNKS_PER_DOCUMENT = 10;
    private static final int DOCUMENTS_PER_BATCH = 10;
    private static final int SEARCHES = 300;
    private static final PrintStream OUT = System.out;

    private Measurement() {}

    /** @param arguments the number of documents, of ten chunks each; 10,000 if there is none */
    public static void main(String[] arguments) throws Exception {
        int documents = arguments.length == 0 ? 10_000 : Integer.parseInt(arguments[0]);
        Path directory = Files.createTempDirectory("measurement");
        try (ChunkIndex index = LuceneChunkIndex.openForWriting(directory, DIMENSIONS)) {
            long[] batches = new long[documents / DOCUMENTS_PER_BATCH];
            long start = System.nanoTime();
            for (int batch = 0; batch < batches.length; batch++) {
                int first = batch * DOCUMENTS_PER_BATCH;
                List<DocumentWrite> writes = new ArrayList<>();
                IntStream.range(first, first + DOCUMENTS_PER_BATCH).forEach(i -> writes.add(replace(i, 1)));
                batches[batch] = time(() -> index.write(writes));
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            OUT.printf("wrote %d chunks in %.1f s, %.0f chunks/s%n", documents * 10, seconds, documents * 10 / seconds);
            report("write of 10 documents", batches);
            for (SearchMode mode : SearchMode.values()) {
                searches(index, mode, documents);
                searches(index, mode, documents);
            }
            long[] updates = new long[100];
            Arrays.setAll(updates, i -> {
                Sample sample = document(i).version(2);
                return time(() -> index.write(List.of(sample.updateFacts())));
            });
            report("update of facts", updates);
            OUT.printf("recall of the document whose vector was asked: %.3f%n", recall(index, documents));
        }
        try (var files = Files.list(directory)) {
            OUT.printf(
                    "%d MB%n", files.mapToLong(file -> file.toFile().length()).sum() >> 20);
        }
    }

    private static void searches(ChunkIndex index, SearchMode mode, int documents) {
        Random random = new Random(7);
        long[] searches = new long[SEARCHES];
        Arrays.setAll(searches, i -> {
            String text = words(random, 8);
            SearchRequest request = new SearchRequest(
                    Fixtures.reader(), text, Fixtures.vector(text, DIMENSIONS), mode, SearchFilter.none(), 10);
            return time(() -> index.search(request));
        });
        report(mode + " search of " + documents * 10 + " chunks", searches);
    }

    private static double recall(ChunkIndex index, int documents) {
        Random random = new Random(9);
        long found = IntStream.range(0, SEARCHES)
                .filter(i -> {
                    String text = document(random.nextInt(documents)).texts().get(random.nextInt(10));
                    SearchRequest request = new SearchRequest(
                            Fixtures.reader(),
                            "",
                            Fixtures.vector(text, DIMENSIONS),
                            SearchMode.SEMANTIC,
                            SearchFilter.none(),
                            1);
                    return index.search(request).stream()
                            .map(Hit::chunk)
                            .map(Chunk::text)
                            .anyMatch(text::equals);
                })
                .count();
        return (double) found / SEARCHES;
    }

    private static DocumentWrite.Replace replace(int number, long version) {
        Sample sample = document(number).version(version);
        List<float[]> vectors = sample.texts().stream()
                .map(text -> Fixtures.vector(text, DIMENSIONS))
                .toList();
        return new DocumentWrite.Replace(sample.facts(), sample.textHash(), sample.chunks(), vectors);
    }

    private static Sample document(int number) {
        Random random = new Random(number);
        return sample("document " + number)
                .texts(IntStream.range(0, CHUNKS_PER_DOCUMENT)
                        .mapToObj(chunk -> words(random, 100))
                        .toList());
    }

    /** Words as frequent as in a language: the n-th about 1/n as often as the first. */
    private static String words(Random random, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "w" + (int) Math.pow(50_000, random.nextDouble()))
                .collect(Collectors.joining(" "));
    }

    private static long time(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }

    private static void report(String what, long[] nanos) {
        Arrays.sort(nanos);
        OUT.printf(
                "%s: median %.2f ms, 99 %% %.2f ms%n",
                what, nanos[nanos.length / 2] / 1e6, nanos[nanos.length * 99 / 100] / 1e6);
    }
}
