package dev.tributary.query.model;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A server on loopback that answers one path with one body, whatever it is asked. */
final class CannedServer implements AutoCloseable {

    /** What was asked last, with the headers' names in lower case. */
    record Asked(String path, Map<String, String> headers, String body) {}

    private final AtomicReference<@Nullable Asked> asked = new AtomicReference<>();
    private final HttpServer server;

    CannedServer(String contentType, String body) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
            asked.set(new Asked(
                    exchange.getRequestURI().toString(),
                    headers,
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.getResponseHeaders().set("Content-Type", contentType);
            try (exchange;
                    OutputStream out = exchange.getResponseBody()) {
                exchange.sendResponseHeaders(200, 0);
                out.write(body.getBytes(StandardCharsets.UTF_8));
            }
        });
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    Asked asked() {
        Asked last = asked.get();
        if (last == null) {
            throw new AssertionError("it was not asked");
        }
        return last;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
