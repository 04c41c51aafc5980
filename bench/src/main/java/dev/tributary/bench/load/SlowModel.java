package dev.tributary.bench.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A server of OpenAI's chat completions that writes as slowly as a model does. */
final class SlowModel implements AutoCloseable {

    private static final int PIECES = 50;
    private static final long MILLIS_A_PIECE = 100;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    SlowModel() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", SlowModel::serve);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    private static void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            for (int i = 0; i < PIECES; i++) {
                TimeUnit.MILLISECONDS.sleep(MILLIS_A_PIECE);
                event(body, chunk("{\"content\":\"word [1] \"}", "null"));
            }
            event(body, chunk("{}", "\"stop\""));
            event(body, "[DONE]");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static String chunk(String delta, String finishReason) {
        return """
                {"id":"c","object":"chat.completion.chunk","created":1,"model":"slow","choices":\
                [{"index":0,"delta":%s,"finish_reason":%s}]}""".formatted(delta, finishReason);
    }

    private static void event(OutputStream body, String data) throws IOException {
        body.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        body.flush();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
