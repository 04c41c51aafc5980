package dev.tributary.bench;

import static dev.tributary.bench.Console.say;

import dev.tributary.local.TributaryProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Ingests a copy of a folder with a fresh local process, and then edits some of its files. */
final class IngestBench {

    private static final int EDITS = 21;

    static final Path JAR = Path.of("local/target/tributary-local.jar");

    private final Path source;

    IngestBench(Path source) {
        this.source = source;
    }

    void run() throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("tributary-bench");
        try {
            Path folder = copy(source, scratch.resolve("folder"));
            Path data = scratch.resolve("data");
            Run run;
            try (TributaryProcess process = TributaryProcess.up(JAR, folder, data)) {
                run = measure(process);
                printIngest(run);
                printFreshness(process, folder);
            }
            double bare = BareEmbedding.chunksPerSecond(data.resolve("content"));
            say("bare embedding model          %10.1f chunks/s", bare);
            say("ratio                         %10.2f", run.chunks() / run.seconds() / bare);
        } finally {
            Console.delete(scratch);
        }
    }

    private record Run(
            long documents, long failed, double chunks, double seconds, Map<String, Double> byStage, long megabytes) {}

    private static Run measure(TributaryProcess process) throws IOException, InterruptedException {
        process.await("/v1/status", status -> status.has("idle"));
        long start = System.nanoTime();
        JsonNode end = process.awaitIdle();
        double seconds =
                (System.nanoTime() - start) / (double) Duration.ofSeconds(1).toNanos();
        long documents = 0;
        long failed = 0;
        for (JsonNode each : end.path("sources")) {
            documents += each.path("indexed").asLong();
            failed += each.path("failed").asLong();
        }
        double chunks = process.metric("tributary_chunks_total").values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        return new Run(documents, failed, chunks, seconds, stages(process), process.peakMegabytes());
    }

    private static Map<String, Double> stages(TributaryProcess process) throws IOException, InterruptedException {
        Map<String, Double> seconds = new TreeMap<>(process.metric("tributary_stage_batch_seconds_sum"));
        seconds.putAll(process.metric("tributary_index_step_seconds_sum"));
        return seconds;
    }

    private static void printIngest(Run run) {
        say("documents searchable          %10d", run.documents());
        say("documents rejected            %10d", run.failed());
        say("chunks                        %10.0f", run.chunks());
        say("seconds                       %10.1f", run.seconds());
        say("documents/s                   %10.1f", run.documents() / run.seconds());
        say("chunks/s                      %10.1f", run.chunks() / run.seconds());
        say("peak memory, all processes    %10d MB", run.megabytes());
        run.byStage()
                .forEach((stage, seconds) ->
                        say("busy %-23s %10.0f %% of the time", stage, 100 * seconds / run.seconds()));
    }

    /** From a file's saving until a search finds what was added to it. */
    private static void printFreshness(TributaryProcess process, Path folder) throws IOException, InterruptedException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(file -> file.toString().matches(".*\\.(md|txt)"))
                    .sorted()
                    .limit(EDITS)
                    .toList();
        }
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            String word = "zyxw" + Long.toString(System.nanoTime(), 36);
            Files.writeString(files.get(i), "\n\nAdded later: " + word + "\n", StandardOpenOption.APPEND);
            long saved = System.nanoTime();
            while (process.post("/v1/search", Map.of("query", word, "mode", "keyword", "limit", 1))
                    .path("hits")
                    .isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            millis.add(Duration.ofNanos(System.nanoTime() - saved).toMillis());
            process.awaitIdle();
        }
        millis.sort(null);
        if (!millis.isEmpty()) {
            say("saved to searchable, median   %10d ms", millis.get(millis.size() / 2));
            say("saved to searchable, worst    %10d ms", millis.getLast());
        }
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.write(target, Files.readAllBytes(path));
                }
            }
        }
        return to;
    }
}
