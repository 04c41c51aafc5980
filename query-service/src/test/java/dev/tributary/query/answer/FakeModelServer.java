package dev.tributary.query.answer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server on loopback that speaks OpenAI's chat completions, and fails in the ways that real ones do. */
final class FakeModelServer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Queue<Behaviour> behaviours = new ConcurrentLinkedQueue<>();
    private final Queue<JsonNode> requests = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    FakeModelServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", this::serve);
        server.start();
    }

    sealed interface Behaviour {}

    /** Streams these pieces, then ends as it should. */
    record Reply(List<String> pieces) implements Behaviour {}

    /** Streams these pieces, then closes the connection. */
    record BreakOff(List<String> pieces) implements Behaviour {}

    /** Answers nothing. */
    record Hang() implements Behaviour {}

    /** Answers with this status and body. */
    record Refuse(int status, String body) implements Behaviour {}

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** What it does when it is asked next; after the last one it hangs. */
    void then(Behaviour behaviour) {
        behaviours.add(behaviour);
    }

    void thenReply(String... pieces) {
        then(new Reply(List.of(pieces)));
    }

    /** The oldest request not taken yet. */
    JsonNode takeRequest() {
        return requests.remove();
    }

    int requestsLeft() {
        return requests.size();
    }

    private void serve(HttpExchange exchange) throws IOException {
        requests.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
        Behaviour behaviour = behaviours.isEmpty() ? new Hang() : behaviours.remove();
        switch (behaviour) {
            case Reply reply -> {
                try (exchange;
                        OutputStream body = startStream(exchange)) {
                    stream(body, reply.pieces());
                    event(body, chunk("{}", "\"stop\""));
                    event(body, "[DONE]");
                }
            }
            case BreakOff broken -> {
                try (exchange;
                        OutputStream body = startStream(exchange)) {
                    stream(body, broken.pieces());
                }
            }
            case Hang hang -> await();
            case Refuse refuse -> {
                try (exchange) {
                    byte[] body = refuse.body().getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(refuse.status(), body.length);
                    exchange.getResponseBody().write(body);
                }
            }
        }
    }

    private void await() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static OutputStream startStream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    private static void stream(OutputStream body, List<String> pieces) throws IOException {
        event(body, chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null"));
        for (String piece : pieces) {
            event(body, chunk("{\"content\":" + JSON.writeValueAsString(piece) + "}", "null"));
        }
    }

    private static String chunk(String delta, String finishReason) {
        return """
                {"id":"c1","object":"chat.completion.chunk","created":1,"model":"fake","choices":\
                [{"index":0,"delta":%s,"finish_reason":%s}]}""".formatted(delta, finishReason);
    }

    private static void event(OutputStream body, String data) throws IOException {
        body.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        body.flush();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.close();
    }
}
