package dev.tributary.embed.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.events.GenerationEvent.GenerationChanged;
import dev.tributary.events.GenerationEvent.LiveGenerationChosen;
import dev.tributary.events.GenerationEvent.State;
import dev.tributary.index.SearchMode;
import dev.tributary.index.qdrant.FakeQdrant;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Another model and another chunker, while documents change and searches go on; on both indexes. */
class ReindexingTest {

    private static final int DOCUMENTS = 30;
    private static final Map<String, Object> OTHER = Map.of(
            "embedding",
            Map.of("provider", "onnx", "model", "bge-small-en-v15-q"),
            "chunking",
            Map.of("maxTokens", 64));
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void onLucene() throws Exception {
        Path index = directory.resolve("index");
        try (Installation installation = onLuceneIn(index)) {
            reindexes(installation, id -> index.resolve(id).toFile().isDirectory());
        }
    }

    @Test
    void onQdrant() throws Exception {
        try (FakeQdrant qdrant = new FakeQdrant();
                Installation installation = new Installation(
                        directory, "tributary.index.type=qdrant", "tributary.index.qdrant.port=" + qdrant.port())) {
            reindexes(installation, id -> qdrant.collections().contains("tributary-" + id));
        }
    }

    private Installation onLuceneIn(Path index) {
        return new Installation(directory, "tributary.index.type=lucene", "tributary.index.lucene.directory=" + index);
    }

    private interface Storage {
        boolean holds(String generation);
    }

    private static void reindexes(Installation installation, Storage storage) throws Exception {
        fill(installation);
        String before = installation.answering();
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Integer> searches = CompletableFuture.supplyAsync(() -> searchUntil(over, installation));

        String after = start(installation, OTHER, 202);
        installation.put("number-1", 2, "The ferryman of number one is called Aldobrand now.");
        installation.remove("number-2", 2);
        installation.put("number-new", 1, "A new harbour named Quillhaven was opened.");
        awaitState(installation, after, "ready");
        assertThat(installation.answering()).isEqualTo(before);

        assertThat(activate(installation, after).statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(2)).until(installation::answering, after::equals);
        assertThat(installation.found(SearchMode.KEYWORD, "Aldobrand")).containsExactly("number-1");
        assertThat(installation.found(SearchMode.KEYWORD, "Quillhaven")).containsExactly("number-new");
        assertThat(installation.found(SearchMode.KEYWORD, "marker2")).isEmpty();
        assertThat(installation.found(SearchMode.KEYWORD, "marker29")).containsExactly("number-29");
        assertThat(installation.generation(after).path("documents").asInt()).isEqualTo(DOCUMENTS);
        assertThat(installation.generation(before).path("state").asString()).isEqualTo("kept");

        installation.put("number-3", 2, "After the switch the word is Brackenmoor.");
        await().atMost(SOON)
                .until(() -> installation.found(SearchMode.KEYWORD, "Brackenmoor"), List.of("number-3")::equals);
        await().atMost(SOON).until(() -> lag(installation, before) == 0);
        assertThat(activate(installation, before).statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(2)).until(installation::answering, before::equals);
        assertThat(installation.found(SearchMode.KEYWORD, "Brackenmoor")).containsExactly("number-3");

        over.set(true);
        assertThat(searches.get()).isPositive();
        assertDropped(installation, storage, before, after);
    }

    private static void assertDropped(Installation installation, Storage storage, String live, String other) {
        assertThat(storage.holds(other)).isTrue();
        assertThat(installation
                        .send("DELETE", "/v1/generations/" + live, Map.of())
                        .statusCode())
                .isEqualTo(409);
        assertThat(installation
                        .send("DELETE", "/v1/generations/" + other, Map.of())
                        .statusCode())
                .isEqualTo(202);
        assertThat(installation.generation(other).path("state").asString()).isEqualTo("dropped");
        assertThat(activate(installation, other).statusCode()).isEqualTo(409);
        await().atMost(SOON).until(() -> !storage.holds(other));
        assertThat(storage.holds(live)).isTrue();
        assertThat(installation.found(SearchMode.KEYWORD, "Brackenmoor")).containsExactly("number-3");
    }

    @Test
    void aRestartGoesOnAndActivatesByItself() throws Exception {
        try (Installation installation = onLuceneIn(directory.resolve("index"))) {
            fill(installation);
            String after =
                    start(installation, Map.of("chunking", Map.of("maxTokens", 48), "activateWhenReady", true), 202);
            installation.restartEmbed();

            await().atMost(SOON).until(installation::answering, after::equals);
            assertThat(installation.found(SearchMode.KEYWORD, "marker29")).containsExactly("number-29");
            JsonNode generation = installation.generation(after);
            assertThat(generation.path("state").asString()).isEqualTo("live");
            assertThat(generation.path("configured").asBoolean()).isFalse();

            installation.restartEmbed();
            assertThat(installation.generation(after).path("state").asString()).isEqualTo("live");
            assertThat(start(installation, Map.of("chunking", Map.of("maxTokens", 48)), 200))
                    .isEqualTo(after);
        }
    }

    @Test
    void whatAnotherReleaseMadeIsMadeAnewAndTakesOver() throws Exception {
        try (Installation installation = onLuceneIn(directory.resolve("index"))) {
            fill(installation);
            String before = installation.answering();
            String others = "0123456789ab";
            installation.decide(new GenerationChanged(
                    others, Map.of(), Map.of("max-tokens", "48"), State.KEPT, Instant.now(), null));
            installation.decide(new LiveGenerationChosen(others, Instant.now()));
            await().atMost(SOON)
                    .until(
                            () -> installation
                                    .generation(others)
                                    .path("problem")
                                    .asString(),
                            problem -> problem.contains("this release makes"));

            await().atMost(SOON).until(() -> !installation.answering().equals(before));
            String successor = installation.answering();
            assertThat(installation.found(SearchMode.KEYWORD, "marker29")).containsExactly("number-29");
            JsonNode generation = installation.generation(successor);
            assertThat(generation.path("state").asString()).isEqualTo("live");
            assertThat(generation.path("chunking").path("max-tokens").asInt()).isEqualTo(48);
            assertThat(activate(installation, others).statusCode()).isEqualTo(409);
            assertThat(installation
                            .send("DELETE", "/v1/generations/" + others, Map.of())
                            .statusCode())
                    .isEqualTo(202);
        }
    }

    @Test
    void whatNobodyReadsAtTheEndOfTheLogIsNotWaitedFor() throws Exception {
        try (Installation installation = onLuceneIn(directory.resolve("index"))) {
            fill(installation);
            installation.commitTransaction();

            String other = start(installation, Map.of("chunking", Map.of("maxTokens", 48)), 202);
            awaitState(installation, other, "ready");
            await().atMost(SOON).until(() -> lag(installation, other) == 0);
        }
    }

    @Test
    void whatCannotBeIsRefusedWithWhatCan() throws Exception {
        try (Installation installation = onLuceneIn(directory.resolve("index"))) {
            assertRefused(installation, Map.of("chunking", Map.of("maxTokens", 7)), "chunking.maxTokens", "32 to 4096");
            assertRefused(installation, Map.of("chunking", Map.of("maxTokens", 400)), "chunking.maxTokens", "32 to 25");
            assertRefused(
                    installation, Map.of("embedding", Map.of("model", "gpt-9")), "embedding.model", "e5-small-v2-q");
            assertRefused(installation, Map.of("embedding", Map.of("apiKey", "x")), "embedding.apiKey", "apiKeyRef");
            Map<String, Object> nobody =
                    Map.of("provider", "openai", "model", "m", "dimensions", 8, "baseUrl", "http://127.0.0.1:1/v1");
            assertRefused(installation, Map.of("embedding", nobody), "embedding", "did not answer");
            assertRefused(installation, Map.of(), "embedding", "another model");
            assertThat(installation
                            .send("GET", "/v1/generations/nothing", Map.of())
                            .statusCode())
                    .isEqualTo(404);
            assertThat(Installation.json(installation.send("GET", "/v1/generations", Map.of()))
                            .path("generations")
                            .size())
                    .isEqualTo(1);
        }
    }

    private static void assertRefused(Installation installation, Map<String, ?> body, String field, String allowed) {
        HttpResponse<String> response = installation.send("POST", "/v1/generations", body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(Installation.json(response).path("field").asString()).isEqualTo(field);
        assertThat(response.body()).contains(allowed);
    }

    private static void fill(Installation installation) {
        for (int i = 0; i < DOCUMENTS; i++) {
            installation.put(
                    "number-" + i,
                    1,
                    "The word of this document is marker" + i + ", and it tells of a river with a ferry.",
                    "Its second paragraph says that the water is " + i + " feet deep where the ferry crosses at dawn,"
                            + " and that the ferryman of number " + i + " sleeps until noon on every other day.");
        }
        await().atMost(SOON)
                .until(() -> installation.found(SearchMode.KEYWORD, "marker29"), List.of("number-29")::equals);
        await().atMost(SOON).until(() -> lag(installation, installation.answering()) == 0);
    }

    /** Every search finds what is there all the time; the first that does not ends the test. */
    private static int searchUntil(AtomicBoolean over, Installation installation) {
        int searches = 0;
        while (!over.get()) {
            assertThat(installation.found(SearchMode.KEYWORD, "marker7")).containsExactly("number-7");
            assertThat(installation.found(SearchMode.SEMANTIC, "Where does the ferry cross the river?"))
                    .isNotEmpty();
            searches += 2;
        }
        return searches;
    }

    private static String start(Installation installation, Map<String, ?> body, int status) {
        HttpResponse<String> response = installation.send("POST", "/v1/generations", body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return Installation.json(response).path("id").asString();
    }

    private static HttpResponse<String> activate(Installation installation, String id) {
        return installation.send("POST", "/v1/generations/" + id + ":activate", Map.of());
    }

    private static void awaitState(Installation installation, String id, String state) {
        await().atMost(SOON)
                .until(() -> installation.generation(id).path("state").asString(), state::equals);
    }

    private static long lag(Installation installation, String id) {
        JsonNode progress = installation.generation(id).path("progress");
        return progress.isMissingNode()
                ? -1
                : progress.path("total").asLong() - progress.path("done").asLong();
    }
}
