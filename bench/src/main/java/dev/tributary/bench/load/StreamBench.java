package dev.tributary.bench.load;

import static dev.tributary.bench.Console.say;

import dev.tributary.bench.Console;
import dev.tributary.local.TributaryProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Many answers streamed at once, each five seconds long, round after round. */
public final class StreamBench {

    private static final int ROUNDS = 12;

    /** The round after which what is alive is compared: classes are loaded. */
    private static final int WARM = 1;

    private final Path jar;
    private final Path sample;
    private final int streams;

    /**
     * @param jar of the local process
     * @param sample documents that questions can be asked about
     */
    public StreamBench(Path jar, Path sample, int streams) {
        this.jar = jar;
        this.sample = sample;
        this.streams = streams;
    }

    public void run() throws Exception {
        Path scratch = Files.createTempDirectory("tributary-bench");
        int port = TributaryProcess.freePort();
        try (SlowModel model = new SlowModel();
                TributaryProcess process = TributaryProcess.start(
                        jar,
                        port,
                        List.of(
                                "up",
                                sample.toString(),
                                "--data",
                                scratch.resolve("data").toString(),
                                "--port",
                                "" + port,
                                "--tributary.chat.base-url=" + model.address(),
                                "--tributary.chat.model=slow"))) {
            process.awaitIdle();
            for (int round = 1; round <= ROUNDS; round++) {
                round(port, round);
                say("  resident memory %d MB", process.megabytes());
                if (round == WARM || round == ROUNDS) {
                    say("  alive in the heap %d MB", process.aliveMegabytes());
                }
            }
        } finally {
            Console.delete(scratch);
        }
    }

    private void round(int port, int number) throws Exception {
        Latencies first = new Latencies();
        Latencies whole = new Latencies();
        AtomicInteger failed = new AtomicInteger();
        try (HttpClient client = HttpClient.newHttpClient();
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < streams; i++) {
                running.add(callers.submit(() -> {
                    if (!ask(client, port, first, whole)) {
                        failed.incrementAndGet();
                    }
                    return null;
                }));
            }
            for (Future<?> caller : running) {
                caller.get();
            }
        }
        say("round %d: %d streams, %d failed", number, streams, failed.get());
        say("  first piece   %s", first);
        say("  whole answer  %s", whole);
    }

    private static boolean ask(HttpClient client, int port, Latencies first, Latencies whole) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/ask"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"question\":\"How much may a hotel night in Copenhagen cost?\",\"stream\":true}"))
                .build();
        long start = System.nanoTime();
        HttpResponse<Stream<String>> response = client.send(request, BodyHandlers.ofLines());
        boolean begun = false;
        boolean done = false;
        Iterator<String> lines = response.body().iterator();
        while (lines.hasNext()) {
            String line = lines.next();
            if (!begun && line.equals("event: delta")) {
                begun = true;
                first.add(start);
            }
            done |= line.equals("event: done");
        }
        whole.add(start);
        return response.statusCode() == 200 && begun && done;
    }
}
