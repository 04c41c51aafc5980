package dev.tributary.bench.load;

import static dev.tributary.bench.Console.say;

import dev.tributary.bench.Console;
import dev.tributary.local.TributaryProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One tenant pushes an archive. While it waits, another tenant pushes and edits single documents, and so does the
 * archive's own; a third brings a few hundred at once.
 */
public final class FairnessBench {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> TENANTS = List.of("archive", "desk", "library");
    private static final int LIBRARY = 300;
    private static final int PROBES = 100;
    private static final int CALLERS = 8;
    private static final long SEED = 1;

    private final Path jar;
    private final int documents;
    private final HttpClient http = HttpClient.newHttpClient();
    private String address = "";

    /**
     * @param jar of the local process
     * @param documents of the archive
     */
    public FairnessBench(Path jar, int documents) {
        this.jar = jar;
        this.documents = documents;
    }

    public void run() throws Exception {
        Path scratch = Files.createTempDirectory("tributary-bench");
        Path folder = Files.createDirectories(scratch.resolve("folder"));
        int port = TributaryProcess.freePort();
        address = "http://127.0.0.1:" + port;
        List<String> arguments = new ArrayList<>(List.of(
                "up",
                folder.toString(),
                "--data",
                scratch.resolve("data").toString(),
                "--port",
                Integer.toString(port)));
        for (String tenant : TENANTS) {
            String key = "--tributary.security.keys." + tenant;
            arguments.addAll(
                    List.of(key + ".secret=" + secret(tenant), key + ".tenant=" + tenant, key + ".role=admin"));
        }
        try (TributaryProcess process = TributaryProcess.start(jar, port, arguments)) {
            process.await("/v1/status", status -> true);
            measure();
            say("peak memory, all processes              %6d MB", process.peakMegabytes());
        } finally {
            Console.delete(scratch);
        }
    }

    private void measure() throws Exception {
        long start = System.nanoTime();
        pushAll("archive", documents);
        say("pushed an archive of %d in             %6.1f s", documents, seconds(start));
        long library = System.nanoTime();
        pushAll("library", LIBRARY);
        say("pushed %d of a third tenant in            %6.1f s", LIBRARY, seconds(library));
        say("waiting at the first probe              %6d", pending("archive"));

        Latencies pushed = new Latencies();
        Latencies edited = new Latencies();
        Latencies ownEdits = new Latencies();
        boolean libraryDone = false;
        for (int probe = 0; probe < PROBES && pending("archive") > 0; probe++) {
            time(pushed, "desk", "probe-" + probe);
            time(edited, "desk", "probe-" + probe);
            time(ownEdits, "archive", "document-" + probe);
            if (!libraryDone && pending("library") == 0) {
                libraryDone = true;
                say("%d of a third tenant searchable after %6.1f s", LIBRARY, seconds(library));
            }
        }
        say("waiting at the last probe               %6d", pending("archive"));
        say("%d pushes of another tenant       %s", pushed.count(), pushed);
        say("%d edits of another tenant        %s", edited.count(), edited);
        say("%d edits within the archive       %s", ownEdits.count(), ownEdits);
        while (pending("archive") + pending("library") > 0) {
            TimeUnit.MILLISECONDS.sleep(200);
            if (!libraryDone && pending("library") == 0) {
                libraryDone = true;
                say("%d of a third tenant searchable after %6.1f s", LIBRARY, seconds(library));
            }
        }
        say("everything searchable after             %6.1f s", seconds(start));
    }

    private void pushAll(String tenant, int count) throws Exception {
        Random random = new Random(SEED);
        List<String> texts =
                IntStream.range(0, count).mapToObj(i -> text(random)).toList();
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            List<Future<?>> pushes = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String id = "document-" + i;
                String text = texts.get(i);
                pushes.add(callers.submit(() -> {
                    push(tenant, id, text);
                    return null;
                }));
            }
            for (Future<?> push : pushes) {
                push.get();
            }
        }
    }

    /** From before the push until a search finds a word that was never there before. */
    private void time(Latencies latencies, String tenant, String id) throws IOException, InterruptedException {
        String word = "zyxw" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
        long start = System.nanoTime();
        push(tenant, id, "# A note\n\nOf today: " + word + ".\n");
        while (!found(tenant, word)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        latencies.add(start);
    }

    private boolean found(String tenant, String word) throws IOException, InterruptedException {
        JsonNode answer = send(
                tenant,
                "POST",
                "/v1/search",
                JSON.writeValueAsString(Map.of("query", word, "mode", "keyword", "limit", 1)),
                "application/json");
        return answer.path("hits").size() > 0;
    }

    private void push(String tenant, String id, String text) throws IOException, InterruptedException {
        send(tenant, "PUT", "/v1/sources/" + tenant + "/documents/" + id, text, "text/markdown");
    }

    private long pending(String tenant) throws IOException, InterruptedException {
        for (JsonNode source :
                send(tenant, "GET", "/v1/status", "", "text/plain").path("sources")) {
            if (source.path("source").asString("").equals(tenant)) {
                return source.path("pending").asLong();
            }
        }
        return 0;
    }

    private JsonNode send(String tenant, String method, String path, String body, String type)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", "Bearer " + secret(tenant))
                .header("Content-Type", type)
                .timeout(Duration.ofSeconds(60))
                .method(method, BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(method + " " + path + " got " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    /** About a page: two or three chunks. */
    private static String text(Random random) {
        return IntStream.range(0, 12)
                .mapToObj(line -> IntStream.range(0, 14)
                        .mapToObj(word -> Integer.toString(random.nextInt(40_000), Character.MAX_RADIX))
                        .collect(Collectors.joining(" ")))
                .collect(Collectors.joining(".\n\n", "# Of the archive\n\n", ".\n"));
    }

    private static String secret(String tenant) {
        return "a-secret-for-" + tenant + "-only";
    }

    private static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / (double) Duration.ofSeconds(1).toNanos();
    }
}
