package dev.tributary.bench.load;

import static dev.tributary.bench.Console.say;

import dev.tributary.bench.Console;
import dev.tributary.content.ParsedText;
import dev.tributary.events.Access;
import dev.tributary.index.ChunkIndex;
import dev.tributary.index.Embedder;
import dev.tributary.index.Generation;
import dev.tributary.index.SearchFilter;
import dev.tributary.index.SearchMode;
import dev.tributary.index.SearchRequest;
import dev.tributary.index.lucene.LuceneChunkIndex;
import dev.tributary.index.onnx.OnnxEmbedder;
import dev.tributary.index.starter.ChunkingProperties;
import dev.tributary.local.TributaryProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Searches over HTTP in an index of a given size, next to the same questions embedded and searched for without a service. */
public final class SearchBench {

    private static final long SEED = 1;
    private static final int WARM_UP = 300;
    private static final int QUESTIONS = 1_000;
    private static final int CALLERS = 8;
    private static final int HITS = 10;

    private final Path jar;
    private final int chunks;

    /** @param jar of the local process */
    public SearchBench(Path jar, int chunks) {
        this.jar = jar;
        this.chunks = chunks;
    }

    public void run() throws Exception {
        Path scratch = Files.createTempDirectory("tributary-bench");
        try (Embedder embedder = OnnxEmbedder.load("all-minilm-l6-v2-q")) {
            Path data = scratch.resolve("data");
            Path index = data.resolve("index").resolve(generation(embedder).fingerprint());
            List<String> questions = prepare(index, embedder.dimensions());
            Path folder = Files.createDirectories(scratch.resolve("folder"));
            double served;
            try (TributaryProcess process = TributaryProcess.up(jar, folder, data)) {
                process.awaitIdle();
                served = overHttp(process, questions);
            }
            double own = ownIndex(index, embedder, questions);
            double bare = bareLucene(scratch.resolve("lucene"), embedder, questions);
            say(
                    "ratio of the medians: %.2f to the index without a service, %.2f to bare Lucene",
                    served / own, served / bare);
        } finally {
            Console.delete(scratch);
        }
    }

    private static Generation generation(Embedder embedder) {
        ChunkingProperties chunking = new ChunkingProperties(200);
        return new Generation(ParsedText.FORMAT, chunking.fingerprint(), embedder.model(), embedder.dimensions());
    }

    private List<String> prepare(Path directory, int dimensions) {
        Corpus corpus = new Corpus(SEED, dimensions);
        long start = System.nanoTime();
        try (ChunkIndex index = LuceneChunkIndex.openForWriting(directory, dimensions)) {
            corpus.writeTo(index::write, chunks);
        }
        say(
                "%,d chunks written in %d s",
                chunks, Duration.ofNanos(System.nanoTime() - start).toSeconds());
        return Stream.generate(corpus::question).limit(WARM_UP + QUESTIONS).toList();
    }

    private static double overHttp(TributaryProcess process, List<String> questions) throws Exception {
        Latencies alone = new Latencies();
        for (int i = 0; i < questions.size(); i++) {
            long start = System.nanoTime();
            search(process, questions.get(i));
            if (i >= WARM_UP) {
                alone.add(start);
            }
        }
        say("POST /v1/search, one caller           %s", alone);
        Latencies together = new Latencies();
        AtomicInteger next = new AtomicInteger();
        long start = System.nanoTime();
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                running.add(callers.submit(() -> {
                    for (int question = next.getAndIncrement();
                            question < questions.size();
                            question = next.getAndIncrement()) {
                        long asked = System.nanoTime();
                        search(process, questions.get(question));
                        together.add(asked);
                    }
                    return null;
                }));
            }
            for (Future<?> caller : running) {
                caller.get();
            }
        }
        double seconds =
                (System.nanoTime() - start) / (double) Duration.ofSeconds(1).toNanos();
        say("the same, %d callers                   %s   %.0f/s", CALLERS, together, questions.size() / seconds);
        return alone.percentile(0.5);
    }

    private static void search(TributaryProcess process, String question) throws IOException, InterruptedException {
        if (process.post("/v1/search", Map.of("query", question, "limit", HITS))
                .path("hits")
                .isEmpty()) {
            throw nothingFound(question);
        }
    }

    private double ownIndex(Path directory, Embedder embedder, List<String> questions) throws IOException {
        try (ChunkIndex index = LuceneChunkIndex.openForReading(directory, embedder.dimensions())) {
            return embedded(
                    "the index without a service",
                    embedder,
                    questions,
                    (question, vector) -> index.search(new SearchRequest(
                            Access.admin("default"), question, vector, SearchMode.HYBRID, SearchFilter.none(), HITS)));
        }
    }

    private double bareLucene(Path directory, Embedder embedder, List<String> questions) throws IOException {
        Corpus corpus = new Corpus(SEED, embedder.dimensions());
        try (BareLucene lucene = BareLucene.of(directory, corpus, chunks)) {
            return embedded(
                    "bare Lucene", embedder, questions, (question, vector) -> lucene.search(question, vector, HITS));
        }
    }

    private interface Searching {
        List<?> search(String question, float[] vector) throws IOException;
    }

    /** Milliseconds of a question, embedded and searched for: the median. */
    private static double embedded(String by, Embedder embedder, List<String> questions, Searching index)
            throws IOException {
        Latencies latencies = new Latencies();
        for (int i = 0; i < questions.size(); i++) {
            String question = questions.get(i);
            long start = System.nanoTime();
            if (index.search(question, embedder.embedQuery(question)).isEmpty()) {
                throw nothingFound(question);
            }
            if (i >= WARM_UP) {
                latencies.add(start);
            }
        }
        say("embedding and %-27s %s", by, latencies);
        return latencies.percentile(0.5);
    }

    private static IllegalStateException nothingFound(String question) {
        return new IllegalStateException("nothing found for " + question);
    }
}
