package dev.tributary.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.platform.web.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(Lifecycle.PER_CLASS)
final class OpenModeTest {

    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start("--server.address=127.0.0.1");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void everyCallerIsAnAdminOfTheTenant() throws Exception {
        assertThat(server.send("POST", "/v1/search", "{\"limit\":1}").body())
                .isEqualTo("{\"tenant\":\"default\",\"principals\":[\"everyone\"],\"admin\":true}");
        assertThat(server.send("GET", "/actuator/env", "").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost,200",
        "LOCALHOST:8080,200",
        "127.0.0.1:8080,200",
        "[::1]:8080,200",
        "evil.example,403",
        "localhost.evil.example,403",
        "127.0.0.1.nip.io:8080,403",
        "192.168.0.1,403"
    })
    void onlyLoopbackHostsAreAnswered(String host, int status) throws Exception {
        assertThat(server.sendRaw("GET /v1/status?days=1 HTTP/1.1\r\nHost: " + host + "\r\n"))
                .startsWith("HTTP/1.1 " + status);
    }

    @Test
    void aRequestWithoutAHostIsRefused() throws Exception {
        assertThat(server.sendRaw("GET /v1/status?days=1 HTTP/1.0\r\n")).startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @CsvSource({"https://evil.example", "null", "http://localhost:1", "http://127.0.0.1"})
    void anotherOriginMayNotChangeAnything(String origin) throws Exception {
        assertThat(server.send("PUT", "/v1/sources/a", "", "Origin", origin).statusCode())
                .isEqualTo(403);
        assertThat(server.send("POST", "/v1/search", "{\"limit\":1}", "Origin", origin)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void thePagesOwnOriginMay() throws Exception {
        String own = "http://127.0.0.1:" + server.port();
        assertThat(server.send("PUT", "/v1/sources/a", "", "Origin", own).statusCode())
                .isEqualTo(200);
    }
}
