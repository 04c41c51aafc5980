package dev.tributary.query.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.query.Library;
import dev.tributary.query.QueryService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What the endpoint does with messages that no SDK sends, and with those who may not send any. */
@SuppressWarnings("NullAway.Init")
class McpProtocolTest {

    private static final String KEY = "key-of-ann-0123456789";
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";

    private static Library library;
    private static QueryService service;
    private static HttpClient client;

    @BeforeAll
    static void start() {
        library = new Library();
        library.add("Travel policy", "A hotel night may cost up to 190 euros in Copenhagen.");
        service = QueryService.start(
                library.index(),
                library.embedder(),
                "tributary.security.keys.ann.secret=" + KEY,
                "tributary.limits.callers.ann.requests-per-minute=1000",
                "tributary.security.keys.bob.secret=key-of-bob-0123456789",
                "tributary.limits.callers.bob.requests-per-minute=1",
                "tributary.query.public-url=https://ask.example.com/");
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        client.close();
        service.close();
        library.close();
    }

    private static HttpRequest.Builder request() {
        return HttpRequest.newBuilder(URI.create(service.address() + "/mcp"))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/json");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String body) throws Exception {
        return send(request()
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofString(body)));
    }

    /** No handshake, no session: any replica can answer any message. */
    @Test
    void aRequestNeedsNoneBeforeIt() throws Exception {
        HttpResponse<String> response = post(LIST);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Mcp-Session-Id")).isEmpty();
        assertThat(QueryService.json(response).at("/result/tools")).hasSize(3);
    }

    @Test
    void aNotificationIsTaken() throws Exception {
        HttpResponse<String> response = post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void thereIsNoStreamToListenTo() throws Exception {
        assertThat(send(request().header("Accept", "text/event-stream").GET()).statusCode())
                .isEqualTo(405);
        assertThat(send(request().DELETE()).statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"jsonrpc\":        | -32700 | JSON",
                "[]                   | -32700 | JSON",
                "null                 | -32600 | JSON-RPC",
                "{}                   | -32600 | JSON-RPC",
                "{\"id\":1,\"method\":5} | -32600 | JSON-RPC",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}} | -32600 | send requests"
            })
    void whatIsNoMessageIsRefused(String body, int code, String said) throws Exception {
        HttpResponse<String> response = post(body);

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode error = QueryService.json(response).get("error");
        assertThat(error.get("code").asInt()).isEqualTo(code);
        assertThat(error.get("message").asString()).contains(said);
    }

    @Test
    void anUnknownMethodIsNamed() throws Exception {
        JsonNode error = QueryService.json(post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/list\"}"))
                .get("error");

        assertThat(error.get("code").asInt()).isEqualTo(-32601);
    }

    @Test
    void versionsThatAreNotSpokenAreRefusedWithThoseThatAre() throws Exception {
        HttpResponse<String> response =
                send(request().header("MCP-Protocol-Version", "2031-01-01").POST(BodyPublishers.ofString(LIST)));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(QueryService.json(response).at("/error/message").asString()).contains("2031-01-01", "2025-11-25");
    }

    @Test
    void theBodyHasTheFormAndSizeOfAMessage() throws Exception {
        assertThat(post("{\"x\":\"" + "x".repeat(3_000_000) + "\"}").statusCode())
                .isEqualTo(413);
        HttpRequest.Builder form = HttpRequest.newBuilder(URI.create(service.address() + "/mcp"))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(LIST));
        assertThat(send(form).statusCode()).isEqualTo(415);
    }

    @Test
    void nobodyIsServedWithoutAGoodKey() throws Exception {
        for (String key : new String[] {"", "wrong-key-0123456789"}) {
            HttpResponse<String> response = service.post("/mcp", LIST, key, QueryService.JSON);
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
            try (McpCaller caller = new McpCaller(service, key)) {
                assertThatThrownBy(() -> caller.client().initialize()).isNotNull();
            }
        }
    }

    @Test
    void whoAsksTooOftenIsToldWhenToComeAgain() throws Exception {
        String key = "key-of-bob-0123456789";
        assertThat(service.post("/mcp", LIST, key, QueryService.JSON).statusCode())
                .isEqualTo(200);

        HttpResponse<String> refused = service.post("/mcp", LIST, key, QueryService.JSON);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(QueryService.json(refused).at("/error/message").asString()).contains("Come again in");
    }

    @Test
    void addressesAreThoseThatPeopleUse() {
        try (McpCaller caller = new McpCaller(service, KEY)) {
            assertThat(caller.call("search", Map.of("query", "hotel"))
                            .at("/results/0/url")
                            .asString())
                    .startsWith("https://ask.example.com/document.html?id=");
        }
    }
}
