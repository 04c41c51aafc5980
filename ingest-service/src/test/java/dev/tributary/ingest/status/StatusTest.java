package dev.tributary.ingest.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.broker.EmbeddedBroker;
import dev.tributary.events.DocumentCaptured;
import dev.tributary.events.DocumentRejected;
import dev.tributary.events.RejectionReason;
import dev.tributary.events.Stage;
import dev.tributary.events.Topic;
import dev.tributary.ingest.TestService;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class StatusTest {

    @TempDir
    private static Path directory;

    private static EmbeddedBroker broker;
    private static TestService service;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(directory.resolve("kafka"));
        service = TestService.start(broker, directory, List.of());
        await().until(() -> service.get("/v1/status").path("catalogLag").asInt() == 0);
    }

    @AfterAll
    static void stop() {
        service.close();
        broker.close();
    }

    @Test
    void followsADocumentThroughTheStages() throws Exception {
        DocumentCaptured first = push("way", "one");
        assertThat(service.get("/v1/status").path("idle").asBoolean()).isFalse();
        service.parsed(first);
        awaitStatus(first, "parsed");
        service.indexed(first);
        awaitStatus(first, "indexed");
        JsonNode document = document(first);
        assertThat(document.path("timeline")
                        .valueStream()
                        .map(step -> step.path("stage").asString()))
                .containsExactly("captured", "parsed", "indexed");
        assertThat(document.path("chunks").asInt()).isEqualTo(2);
        assertThat(document.path("servedVersion").asLong()).isEqualTo(first.version());

        DocumentCaptured second = push("way", "two");
        service.publish(
                Topic.INDEXED,
                DocumentRejected.of(
                        second.document(),
                        Stage.PARSE,
                        RejectionReason.ENCRYPTED,
                        "Take the password off.",
                        null,
                        Instant.now()));
        awaitStatus(second, "rejected");
        JsonNode rejected = document(second);
        assertThat(rejected.path("reason").asString()).isEqualTo("encrypted");
        assertThat(rejected.path("message").asString()).isEqualTo("Take the password off.");
        assertThat(rejected.path("stale").asBoolean()).isTrue();
        assertThat(rejected.path("servedVersion").asLong()).isEqualTo(first.version());
    }

    @Test
    void pagesShowEachDocumentOnce() throws Exception {
        for (int i = 0; i < 7; i++) {
            service.put("/v1/sources/paged/documents/" + i, "text " + i);
        }
        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = service.get("/v1/documents?source=paged&limit=3" + cursor);
            page.path("documents")
                    .forEach(document -> ids.add(document.path("nativeId").asString()));
            cursor = page.has("cursor") ? "&cursor=" + page.path("cursor").asString() : "";
        } while (!cursor.isEmpty());
        assertThat(ids).containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5", "6");
    }

    @Test
    void wrongParametersAreNamed() throws Exception {
        assertThat(body("/v1/documents?status=lost")).contains("400", "lost", "captured, parsed, indexed");
        assertThat(body("/v1/documents?limit=0")).contains("400", "1 to 500");
        assertThat(body("/v1/documents?cursor=x")).contains("400", "cursor");
        assertThat(body("/v1/documents/x")).contains("400", "UUID");
        assertThat(body("/v1/documents/" + UUID.randomUUID())).contains("404");
    }

    private static DocumentCaptured push(String id, String text) throws Exception {
        service.put("/v1/sources/wiki/documents/" + id, text);
        return service.log(Topic.CAPTURED).stream()
                .filter(event -> event instanceof DocumentCaptured captured
                        && captured.nativeId().equals(id))
                .map(DocumentCaptured.class::cast)
                .toList()
                .getLast();
    }

    private static void awaitStatus(DocumentCaptured captured, String status) {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> document(captured).path("status").asString().equals(status));
    }

    private static JsonNode document(DocumentCaptured captured) throws Exception {
        return service.get("/v1/documents/" + captured.documentId());
    }

    private static String body(String path) throws Exception {
        var answer = service.send("GET", path, BodyPublishers.noBody());
        return answer.statusCode() + " " + answer.body();
    }
}
