package dev.tributary.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One of Tributary's jars as a process of its own, seen from outside; what it prints is kept. */
public final class TributaryProcess implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PACE = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final Duration GRACE = Duration.ofSeconds(40);

    /** Set where many processes are started, each for a moment: no optimising compiler. */
    private static final boolean QUICK_START = Boolean.getBoolean("test.quick-start");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final Path output;
    private final int port;

    private TributaryProcess(Process process, Path output, int port) {
        this.process = process;
        this.output = output;
        this.port = port;
    }

    /** {@code java -jar JAR ARGUMENTS}, which will listen on {@code port}. */
    public static TributaryProcess start(Path jar, int port, List<String> arguments) throws IOException {
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is missing; ./mvnw package makes it");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + jar.resolve("../../../local/jvm.options").normalize());
        command.add("-Xmx2g");
        command.add("-XX:+ErrorFileToStdout");
        if (QUICK_START) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(arguments);
        Path output = Files.createTempFile("tributary", ".out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new TributaryProcess(process, output, port);
    }

    /** {@code tributary up FOLDER} on a free port. */
    public static TributaryProcess up(Path jar, Path folder, Path data) throws IOException {
        int port = freePort();
        return start(jar, port, List.of("up", "" + folder, "--data", "" + data, "--port", "" + port));
    }

    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public int port() {
        return port;
    }

    public JsonNode awaitIdle() {
        return await("/v1/status", status -> status.path("idle").asBoolean());
    }

    /** Asks until the answer is as wanted, and fails with the last one if that takes too long. */
    public JsonNode await(String path, Predicate<JsonNode> condition) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(PACE)
                .ignoreExceptionsMatching(ConnectException.class::isInstance)
                .until(() -> getWhileAlive(path), condition);
    }

    private JsonNode getWhileAlive(String path) throws IOException, InterruptedException {
        if (!process.isAlive()) {
            throw new IllegalStateException("ended with status " + process.exitValue() + ":\n" + output());
        }
        return get(path);
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(
                http.send(request(path).GET().build(), BodyHandlers.ofString()).body());
    }

    public JsonNode post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        return JSON.readTree(answer(request));
    }

    /** The samples of a metric as Prometheus would scrape them: labels, as text, and value. */
    public Map<String, Double> metric(String name) throws IOException, InterruptedException {
        HttpRequest scrape = request("/actuator/prometheus")
                .setHeader("Accept", "text/plain")
                .GET()
                .build();
        return answer(scrape)
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .collect(Collectors.toMap(
                        line -> line.substring(name.length(), line.lastIndexOf(' ')),
                        line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))));
    }

    /** Native ids of all hits that have the word. */
    public List<String> found(String word) throws IOException, InterruptedException {
        return post("/v1/search", Map.of("query", word, "mode", "keyword"))
                .path("hits")
                .valueStream()
                .map(hit -> hit.path("nativeId").asString())
                .toList();
    }

    /** @param vectors {@code embedded} or {@code reused} */
    double chunks(String vectors) throws IOException, InterruptedException {
        return sum("tributary_chunks_total", "vectors=\"" + vectors + "\"");
    }

    double parsed() throws IOException, InterruptedException {
        return sum("tributary_parse_documents_total", "text=\"parsed\"");
    }

    private double sum(String metric, String label) throws IOException, InterruptedException {
        return metric(metric).entrySet().stream()
                .filter(sample -> sample.getKey().contains(label))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** Peak resident memory of the process and its workers, in megabytes: each one's own peak, added up. */
    public long peakMegabytes() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                        .mapToLong(handle -> kilobytes(handle.pid(), "VmHWM:"))
                        .sum()
                / 1024;
    }

    /** Resident memory of the process without its workers, in megabytes. */
    public long megabytes() {
        return kilobytes(process.pid(), "VmRSS:") / 1024;
    }

    /** What a full collection, which this asks for, leaves in the heap, in megabytes. */
    public long aliveMegabytes() throws IOException {
        Process histogram = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        "" + process.pid(),
                        "GC.class_histogram")
                .start();
        try (BufferedReader lines = histogram.inputReader()) {
            String total = lines.lines()
                    .filter(line -> line.startsWith("Total"))
                    .findFirst()
                    .orElseThrow();
            return Long.parseLong(total.split("\\s+")[2]) / 1_000_000;
        }
    }

    public String output() throws IOException {
        return Files.readString(output);
    }

    /** The exit status, once it has ended by itself. */
    public int awaitEnd() throws InterruptedException {
        if (!process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("still runs after " + GRACE);
        }
        return process.exitValue();
    }

    /** Signal 9: no shutdown hook runs. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Signal 15; returns when it has ended. */
    public void terminate() throws InterruptedException {
        process.destroy();
        awaitEnd();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            process.onExit().get(GRACE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | InterruptedException tooSlow) {
            process.destroyForcibly();
        }
        Files.deleteIfExists(output);
    }

    /** The body of an answer that must be a success. */
    private String answer(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(
                    request.uri() + " answered " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60))
                .header("Accept", "application/json");
    }

    private static long kilobytes(long pid, String what) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith(what))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException endedMeanwhile) {
            return 0;
        }
    }
}
