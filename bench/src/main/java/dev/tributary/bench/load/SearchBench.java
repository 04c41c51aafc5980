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
            double bare = bare(index, embedder, questions);
            say("ratio of the medians                  %8.2f", served / bare);
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
            corpus.writeTo(index, chunks);
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
            throw new IllegalStateException("nothing found for " + question);
        }
    }

    private static double bare(Path directory, Embedder embedder, List<String> questions) {
        Latencies latencies = new Latencies();
        try (ChunkIndex index = LuceneChunkIndex.openForReading(directory, embedder.dimensions())) {
            for (int i = 0; i < questions.size(); i++) {
                long start = System.nanoTime();
                String question = questions.get(i);
                index.search(new SearchRequest(
                        Access.admin("default"),
                        question,
                        embedder.embedQuery(question),
                        SearchMode.HYBRID,
                        SearchFilter.none(),
                        HITS));
                if (i >= WARM_UP) {
                    latencies.add(start);
                }
            }
        }
        say("embedding and index without a service %s", latencies);
        return latencies.percentile(0.5);
    }
}
