package dev.tributary.query;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server on loopback that speaks OpenAI's chat completions, and fails in the ways that real ones do. */
public final class FakeModelServer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Queue<Behaviour> behaviours = new ConcurrentLinkedQueue<>();
    private final Queue<JsonNode> requests = new ConcurrentLinkedQueue<>();
    private final HttpServer server;
    private volatile Behaviour usual = new Hang();

    public FakeModelServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", this::serve);
        server.start();
    }

    public sealed interface Behaviour {}

    /** Streams these pieces, then ends as it should. */
    public record Reply(List<String> pieces) implements Behaviour {}

    /** Streams these pieces, then closes the connection. */
    public record BreakOff(List<String> pieces) implements Behaviour {}

    /** Streams the pieces before the gate, waits until it opens, and streams the others. */
    public record Wait(List<String> before, CountDownLatch gate, List<String> after) implements Behaviour {}

    /** Streams what it makes of the request. */
    public record Obey(Function<JsonNode, List<String>> reading) implements Behaviour {}

    /** Streams the pieces of a call of a tool that nobody gave it, and nothing else. */
    public record CallTool(String name) implements Behaviour {}

    /** Answers nothing. */
    public record Hang() implements Behaviour {}

    /** Answers with this status and body. */
    public record Refuse(int status, String body) implements Behaviour {}

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** What it does whenever nothing else was said. */
    public void always(Behaviour behaviour) {
        usual = behaviour;
    }

    /** What it does when it is asked next; after the last one it does as {@link #always} said, or hangs. */
    public void then(Behaviour behaviour) {
        behaviours.add(behaviour);
    }

    public void thenReply(String... pieces) {
        then(new Reply(List.of(pieces)));
    }

    /** The oldest request not taken yet. */
    public JsonNode takeRequest() {
        return requests.remove();
    }

    public int requestsLeft() {
        return requests.size();
    }

    private void serve(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
        requests.add(request);
        Behaviour behaviour = Objects.requireNonNullElse(behaviours.poll(), usual);
        switch (behaviour) {
            case Reply reply -> {
                try (exchange;
                        OutputStream body = startStream(exchange)) {
                    stream(body, reply.pieces());
                    event(body, chunk("{}", "\"stop\""));
                    event(body, "[DONE]");
                }
            }
            case Obey obedient -> {
                try (exchange;
                        OutputStream body = startStream(exchange)) {
                    stream(body, obedient.reading().apply(request));
                    event(body, chunk("{}", "\"stop\""));
                    event(body, "[DONE]");
                }
            }
            case CallTool call -> {
                try (exchange;
                        OutputStream body = startStream(exchange)) {
                    event(body, chunk(toolCall(call.name()), "null"));
                    event(body, chunk("{}", "\"tool_calls\""));
                    event(body, "[DONE]");
                }
            }
            case BreakOff broken -> {
                try (exchange;
                        OutputStream body = startStream(exchange)) {
                    stream(body, broken.pieces());
                }
            }
            case Wait wait -> {
                try (exchange;
                        OutputStream body = startStream(exchange)) {
                    stream(body, wait.before());
                    await(wait.gate());
                    for (String piece : wait.after()) {
                        event(body, chunk("{\"content\":" + JSON.writeValueAsString(piece) + "}", "null"));
                    }
                    event(body, chunk("{}", "\"stop\""));
                    event(body, "[DONE]");
                }
            }
            case Hang hang -> await(closing);
            case Refuse refuse -> {
                try (exchange) {
                    byte[] body = refuse.body().getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(refuse.status(), body.length);
                    exchange.getResponseBody().write(body);
                }
            }
        }
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
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

    private static String toolCall(String name) {
        return """
                {"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"t1","type":"function",\
                "function":{"name":"%s","arguments":"{}"}}]}""".formatted(name);
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
