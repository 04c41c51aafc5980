package dev.tributary.index.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tributary.events.OutageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against a server of OpenAI's protocol on this machine. */
final class OpenAiEmbedderTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server = listen();
    private volatile int status = 200;
    private volatile String refused = "";
    private volatile boolean silent;
    private volatile String retryAfter = "";

    private static HttpServer listen() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @BeforeEach
    void start() {
        server.createContext("/v1/embeddings", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void vectorsComeBackInOrderAndOfUnitLength() {
        List<float[]> vectors = embedder("m", 2)
                .embedPassages(
                        IntStream.range(0, 150).mapToObj(i -> "x".repeat(i + 1)).toList());

        assertThat(vectors).hasSize(150);
        assertThat(vectors)
                .allSatisfy(
                        vector -> assertThat(Math.hypot(vector[0], vector[1])).isCloseTo(1, within(1e-6)));
        assertThat(vectors.get(149)[0] / vectors.get(149)[1]).isCloseTo(158, within(0.01f));
        assertThat(requests).hasSize(3);
        assertThat(requests.getFirst().get("model").asString()).isEqualTo("m");
        assertThat(requests.getFirst().has("dimensions")).isFalse();
    }

    @Test
    void prefixesAreSent() {
        embedder("m", 2).embedPassages(List.of("text"));
        embedder("m", 2).embedQuery("question");

        assertThat(requests)
                .extracting(request -> request.get("input").get(0).asString())
                .containsExactly("passage:text", "query: question");
    }

    @Test
    void whatIsTooLongIsCutAndWhatIsBlankIsNotSent() {
        embedder("m", 2).embedPassages(List.of("x".repeat(1000)));
        embedder("text-embedding-3-small", 2).embedQuery("");

        assertThat(requests.getFirst().get("input").get(0).asString()).hasSize(100 * 3 - 2);
        assertThat(requests.getLast().get("input").get(0).asString()).isNotBlank();
        assertThat(requests.getLast().get("dimensions").asInt()).isEqualTo(2);
    }

    @Test
    void noPassagesCostNothing() {
        assertThat(embedder("m", 2).embedPassages(List.of())).isEmpty();
        assertThat(requests).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "401, api-key",
        "403, api-key",
        "404, .base-url",
        "429, did not answer",
        "500, did not answer",
        "503, did not answer"
    })
    void troubleOfTheServerIsAnOutage(int code, String named) {
        status = code;

        assertThatThrownBy(() -> embedder("m", 2).embedQuery("question"))
                .isInstanceOf(OutageException.class)
                .hasMessageContaining("http://127.0.0.1:")
                .hasMessageContaining(named);
        assertThat(requests).as("one attempt, the stage repeats").hasSize(1);
    }

    @Test
    void whatTheServerSaysAboutWaitingIsPassedOn() {
        status = 429;
        retryAfter = "150";

        assertThatThrownBy(() -> embedder("m", 2).embedQuery("question"))
                .isInstanceOfSatisfying(
                        OutageException.class,
                        outage -> assertThat(outage.retryAfter()).contains(Duration.ofSeconds(150)));
    }

    @Test
    void aRefusedTextIsNoOutage() {
        refused = "question";

        assertThatThrownBy(() -> embedder("m", 2).embedQuery("question"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("refused a text");
    }

    @Test
    void aServerThatRefusesEveryTextIsAnOutage() {
        status = 400;

        assertThatThrownBy(() -> embedder("m", 2).embedQuery("question"))
                .isInstanceOf(OutageException.class)
                .hasMessageContaining("refuses every text");
    }

    @Test
    void silenceEndsInATimeout() {
        silent = true;

        assertThatThrownBy(() -> embedder("m", 2).embedQuery("question")).isInstanceOf(OutageException.class);
    }

    @Test
    void aServerThatIsDownIsAnOutage() {
        server.stop(0);

        assertThatThrownBy(() -> embedder("m", 2).embedQuery("question")).isInstanceOf(OutageException.class);
    }

    @Test
    void otherDimensionsThanConfiguredNameTheSetting() {
        assertThatThrownBy(() -> embedder("m", 3).embedQuery("question"))
                .isInstanceOf(OutageException.class)
                .hasMessageContaining("vectors of 2 dimensions: set tributary.embedding.dimensions");
    }

    private OpenAiEmbedder embedder(String model, int dimensions) {
        EmbeddingProperties properties = new EmbeddingProperties(
                EmbeddingProperties.Provider.OPENAI,
                model,
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1"),
                "key",
                null,
                dimensions,
                Duration.ofSeconds(1),
                "query: ",
                "passage:",
                100);
        return new OpenAiEmbedder(properties, dimensions);
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody());
        requests.add(request);
        if (silent) {
            return;
        }
        List<String> texts =
                request.get("input").values().stream().map(JsonNode::asString).toList();
        String data = IntStream.range(0, texts.size())
                .mapToObj(i -> "{\"object\":\"embedding\",\"index\":%d,\"embedding\":[%d.0,1.0]}"
                        .formatted(i, texts.get(i).length()))
                .collect(Collectors.joining(","));
        boolean refuses = !refused.isEmpty() && texts.toString().contains(refused);
        int code = refuses ? 400 : status;
        String body = code == 200
                ? "{\"object\":\"list\",\"model\":\"m\",\"data\":[" + data
                        + "],\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}"
                : "{\"error\":{\"message\":\"no\"}}";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", "application/json");
        if (!retryAfter.isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
        }
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
