package dev.tributary.bench.chaos;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server of OpenAI's embeddings whose vectors depend on nothing but the text. It can be slow with passages, or refuse
 * them; questions it answers at once.
 */
final class EmbeddingServer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String MODEL = "hashes";
    private static final String QUESTION = "question:";
    private static final int OK = 200;
    private static final int TOO_MANY_REQUESTS = 429;

    private final Duration delay;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final AtomicInteger slow = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile Mood mood = Mood.WELL;

    /** How it takes passages. */
    enum Mood {
        WELL,
        SLOW,
        REFUSING
    }

    /** @param delay before a slow answer, and what {@code Retry-After} says of a refusal; whole seconds */
    EmbeddingServer(Duration delay) throws IOException {
        this.delay = delay;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/embeddings", this::serve);
        server.start();
    }

    /** Of a service that asks it, and waits for an answer so long at most. */
    List<String> settings(Duration timeout) {
        return List.of(
                "tributary.embedding.provider=openai",
                "tributary.embedding.base-url=http://127.0.0.1:"
                        + server.getAddress().getPort() + "/v1",
                "tributary.embedding.model=" + MODEL,
                "tributary.embedding.dimensions=" + Scene.DIMENSIONS,
                "tributary.embedding.query-prefix=" + QUESTION,
                "tributary.embedding.timeout=" + timeout.toSeconds() + "s");
    }

    void become(Mood other) {
        mood = other;
    }

    /** Requests that were answered late and still wanted. */
    int slowAnswers() {
        return slow.get();
    }

    int refusals() {
        return refused.get();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            List<String> texts = new ArrayList<>();
            JSON.readTree(exchange.getRequestBody().readAllBytes())
                    .path("input")
                    .forEach(text -> texts.add(text.asString()));
            boolean passages = texts.stream().noneMatch(text -> text.startsWith(QUESTION));
            switch (passages ? mood : Mood.WELL) {
                case WELL -> answer(exchange, OK, embeddings(texts));
                case SLOW -> {
                    TimeUnit.MILLISECONDS.sleep(delay.toMillis());
                    answer(exchange, OK, embeddings(texts));
                    slow.incrementAndGet();
                }
                case REFUSING -> {
                    exchange.getResponseHeaders().set("Retry-After", Long.toString(delay.toSeconds()));
                    answer(exchange, TOO_MANY_REQUESTS, Map.of("error", Map.of("message", "too many requests")));
                    refused.incrementAndGet();
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Object embeddings(List<String> texts) {
        List<Object> data = IntStream.range(0, texts.size())
                .<Object>mapToObj(i -> Map.of("object", "embedding", "index", i, "embedding", vector(texts.get(i))))
                .toList();
        Map<String, Integer> usage = Map.of("prompt_tokens", texts.size(), "total_tokens", texts.size());
        return Map.of("object", "list", "model", MODEL, "data", data, "usage", usage);
    }

    /** Its length is for the service to mend. */
    private static float[] vector(String text) {
        Random random = new Random(text.hashCode());
        float[] vector = new float[Scene.DIMENSIONS];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
