package dev.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Another embedding model in a process that people use meanwhile, killed half way. */
class ReindexingIT {

    private static final Path JAR = Path.of("target/tributary-local.jar");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int DOCUMENTS = 300;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void aModelIsChangedWhileDocumentsChangeAndSearchesGoOn(@TempDir Path scratch) throws Exception {
        Path folder = Files.createDirectory(scratch.resolve("folder"));
        Path data = scratch.resolve("data");
        for (int i = 0; i < DOCUMENTS; i++) {
            Files.writeString(
                    folder.resolve("number-" + i + ".md"),
                    "# Document " + i + "\n\nIts word is marker" + i + ".\n\nThe river is " + i
                            + " feet deep where the ferry crosses at dawn, and the ferryman sleeps until noon.");
        }
        String id;
        try (TributaryProcess killed = TributaryProcess.up(JAR, folder, data)) {
            killed.awaitIdle();
            id = start(killed);
            killed.await("/v1/generations/" + id, generation -> documents(generation) >= 10);
            killed.kill();
        }
        try (TributaryProcess tributary = TributaryProcess.up(JAR, folder, data)) {
            tributary.awaitIdle();
            AtomicBoolean over = new AtomicBoolean();
            CompletableFuture<Integer> searches = CompletableFuture.supplyAsync(() -> searchUntil(over, tributary));
            Files.writeString(folder.resolve("number-3.md"), "# Changed\n\nThis is new3 while it is built.");
            Files.delete(folder.resolve("number-4.md"));

            tributary.await(
                    "/v1/generations/" + id,
                    generation -> generation.path("state").asString().equals("live"));
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(found(tributary, "new3")).containsExactly("number-3.md"));
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(found(tributary, "marker4")).isEmpty());
            assertThat(found(tributary, "marker299")).containsExactly("number-299.md");
            tributary.awaitIdle();
            over.set(true);
            assertThat(searches.get()).isPositive();
            assertThat(tributary.metric("tributary_parse_documents_total").values().stream()
                            .mapToDouble(Double::doubleValue)
                            .sum())
                    .as("files parsed since the restart: the one that was edited")
                    .isEqualTo(1);
            assertThat(generation(tributary, id).path("documents").asInt()).isEqualTo(DOCUMENTS - 1);
        }
    }

    private String start(TributaryProcess tributary) throws Exception {
        Map<String, Object> body = Map.of(
                "embedding",
                Map.of("provider", "onnx", "model", "e5-small-v2-q"),
                "chunking",
                Map.of("maxTokens", 100),
                "activateWhenReady",
                true);
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + tributary.port() + "/v1/generations"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build(),
                BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        return JSON.readTree(response.body()).path("id").asString();
    }

    /** Every search finds what is there all the time; the first that does not ends the test. */
    private static int searchUntil(AtomicBoolean over, TributaryProcess tributary) {
        int searches = 0;
        while (!over.get()) {
            assertThat(found(tributary, "marker7")).containsExactly("number-7.md");
            searches++;
        }
        return searches;
    }

    private static List<String> found(TributaryProcess tributary, String word) {
        try {
            return tributary.found(word);
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError("a search failed", failure);
        }
    }

    private static JsonNode generation(TributaryProcess tributary, String id) throws Exception {
        return tributary.get("/v1/generations/" + id);
    }

    private static long documents(JsonNode generation) {
        return generation.path("documents").asLong();
    }
}
