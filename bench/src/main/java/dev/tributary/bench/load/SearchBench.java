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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Searches over HTTP in an index of a given size, next to the same questions embedded and searched for without a service. */
public final class SearchBench {

    private static final long SEED = 1;
    /** Long enough for the JVM's compiler, and for what the index merges after the last write. */
    private static final Duration WARM_UP = Duration.ofMinutes(2);

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
                Asking asking = question -> search(process, question);
                served = median("POST /v1/search, one caller", asking, questions);
                throughput(asking, questions);
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
        return Stream.generate(corpus::question).limit(QUESTIONS).toList();
    }

    /** Fails if nothing is found. */
    private interface Asking {
        void ask(String question) throws Exception;
    }

    /** Milliseconds of a question, with one asked at a time: the median. */
    private static double median(String who, Asking asking, List<String> questions) throws Exception {
        warmUp(asking, questions);
        Latencies latencies = new Latencies();
        for (String question : questions) {
            long start = System.nanoTime();
            asking.ask(question);
            latencies.add(start);
        }
        say("%-41s %s", who, latencies);
        return latencies.percentile(0.5);
    }

    private static void throughput(Asking asking, List<String> questions) throws Exception {
        long start = System.nanoTime();
        Latencies latencies = together(asking, questions);
        double seconds =
                (System.nanoTime() - start) / (double) Duration.ofSeconds(1).toNanos();
        say("the same, %d callers                       %s   %.0f/s", CALLERS, latencies, questions.size() / seconds);
    }

    private static void warmUp(Asking asking, List<String> questions) throws Exception {
        Instant end = Instant.now().plus(WARM_UP);
        while (Instant.now().isBefore(end)) {
            together(asking, questions);
        }
    }

    private static Latencies together(Asking asking, List<String> questions) throws Exception {
        Latencies latencies = new Latencies();
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                running.add(callers.submit(() -> {
                    for (int question = next.getAndIncrement();
                            question < questions.size();
                            question = next.getAndIncrement()) {
                        long start = System.nanoTime();
                        asking.ask(questions.get(question));
                        latencies.add(start);
                    }
                    return null;
                }));
            }
            for (Future<?> caller : running) {
                caller.get();
            }
        }
        return latencies;
    }

    private static void search(TributaryProcess process, String question) throws IOException, InterruptedException {
        JsonNode hits = process.post("/v1/search", Map.of("query", question, "limit", HITS))
                .path("hits");
        failIf(hits.isEmpty(), question);
    }

    private static double ownIndex(Path directory, Embedder embedder, List<String> questions) throws Exception {
        try (ChunkIndex index = LuceneChunkIndex.openForReading(directory, embedder.dimensions())) {
            return median(
                    "embedding and the index without a service",
                    question -> failIf(
                            index.search(new SearchRequest(
                                            Access.admin("default"),
                                            question,
                                            embedder.embedQuery(question),
                                            SearchMode.HYBRID,
                                            SearchFilter.none(),
                                            HITS))
                                    .isEmpty(),
                            question),
                    questions);
        }
    }

    private double bareLucene(Path directory, Embedder embedder, List<String> questions) throws Exception {
        Corpus corpus = new Corpus(SEED, embedder.dimensions());
        try (BareLucene lucene = BareLucene.of(directory, corpus, chunks)) {
            return median(
                    "embedding and bare Lucene",
                    question -> failIf(
                            lucene.search(question, embedder.embedQuery(question), HITS)
                                    .isEmpty(),
                            question),
                    questions);
        }
    }

    private static void failIf(boolean nothingFound, String question) {
        if (nothingFound) {
            throw new IllegalStateException("nothing found for " + question);
        }
    }
}
