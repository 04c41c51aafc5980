package dev.tributary.embed.pipeline;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** Speaks OpenAI's protocol for embeddings, and refuses or dawdles when it is told to. */
final class EmbeddingServer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final List<Long> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Duration delay = Duration.ZERO;
    private volatile Duration refusal = Duration.ZERO;

    EmbeddingServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/embeddings", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** When each came, by {@link System#nanoTime}. */
    List<Long> requests() {
        return List.copyOf(requests);
    }

    /** Each answer takes so long from now on. */
    void dawdle(Duration time) {
        delay = time;
    }

    /** The next request is told to come again after this time. */
    void refuseOnce(Duration retryAfter) {
        refusal = retryAfter;
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(System.nanoTime());
        int texts = JSON.readTree(exchange.getRequestBody().readAllBytes())
                .path("input")
                .size();
        if (!refusal.isZero()) {
            exchange.getResponseHeaders().set("Retry-After", Long.toString(refusal.toSeconds()));
            refusal = Duration.ZERO;
            send(exchange, 429, "{\"error\":{\"message\":\"too many requests\"}}");
            return;
        }
        try {
            if (closed.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        String vectors = IntStream.range(0, texts)
                .mapToObj(i -> "{\"object\":\"embedding\",\"index\":" + i + ",\"embedding\":[0.6,0.8]}")
                .reduce((one, two) -> one + "," + two)
                .orElse("");
        send(
                exchange,
                200,
                "{\"object\":\"list\",\"model\":\"m\",\"data\":[" + vectors
                        + "],\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}");
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
