package dev.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init")
class RunningProcessTest {

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/v1/ask", 200, "{\"answer\":\"140 euros.\",\"generator\":\"model\"}");
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void anAnswerOfSomeDocumentsSaysSo() {
        answer("/v1/status", 200, "{\"idle\":false}");

        assertThat(ask()).startsWith("140 euros.").contains("not all documents are searchable yet");
    }

    @Test
    void anAnswerOfAllDocumentsStandsAlone() {
        answer("/v1/status", 200, "{\"idle\":true}");

        assertThat(ask().strip()).isEqualTo("140 euros.");
    }

    @Test
    void whoMayAskNeedNotSeeTheStatus() {
        answer("/v1/status", 403, "{\"detail\":\"this key may not\"}");

        assertThat(ask().strip()).isEqualTo("140 euros.");
    }

    private String ask() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        new RunningProcess(server.getAddress().getPort())
                .ask("How much?", new PrintStream(printed, true, StandardCharsets.UTF_8));
        return printed.toString(StandardCharsets.UTF_8);
    }

    private void answer(String path, int status, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }
}
