package dev.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.broker.EmbeddedBroker;
import dev.tributary.events.Topic;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A word that is planted wherever a document can hold one is nowhere in the data once the document is erased. */
class ErasureIT {

    private static final String WORD = "zq7marker4x";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path data;

    private int port;

    @Test
    void anErasedDocumentIsNowhereAndTheReceiptSaysSo() throws Exception {
        String receipt;
        try (EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("kafka"));
                ConfigurableApplicationContext process = start(broker)) {
            assertThat(process.isRunning()).isTrue();
            cleanOften(broker);
            awaitIdle();
            String other = push("other.txt", "This one stays, whatever happens to the other one.", "");
            String erased = pushThreeVersions();
            assertThat(get("/v1/documents/" + erased).path("status").asString()).isEqualTo("rejected");
            String answer = answerOfWhichSomebodyThinks();
            assertThat(Remains.of(WORD, data))
                    .contains(
                            Topic.ANSWERS.topicName(),
                            Topic.FEEDBACK.topicName(),
                            Topic.CAPTURED.topicName(),
                            Topic.PARSED.topicName(),
                            Topic.INDEXED.topicName(),
                            Topic.DEAD.topicName(),
                            "index",
                            "content",
                            "ingest");

            HttpResponse<String> begun = send("DELETE", "/v1/documents/" + erased + "?erase=true", "");
            assertThat(begun.statusCode()).isEqualTo(202);
            receipt = begun.headers().firstValue("Location").orElseThrow();

            JsonNode done = await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(250))
                    .until(() -> get(receipt), now -> now.path("done").asBoolean());
            assertThat(done.toString()).doesNotContain(WORD).contains(erased);
            assertThat(Instant.parse(done.path("doneAt").asString()))
                    .isBefore(Instant.parse(done.path("deadline").asString()));
            assertThat(send("GET", "/v1/answers/" + answer, "").statusCode()).isEqualTo(404);
            assertThat(get("/v1/documents/" + other).path("status").asString()).isEqualTo("indexed");
            awaitIdle();
        }
        assertThat(Remains.of(WORD, data)).isEmpty();
        assertThat(Remains.strayIndexFiles(data)).isEmpty();

        deleteCatalog();
        try (EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("kafka"));
                ConfigurableApplicationContext process = start(broker)) {
            assertThat(process.isRunning()).isTrue();
            awaitIdle();
            assertThat(get(receipt).path("done").asBoolean()).isTrue();
            assertThat(found("stays")).containsExactly("other.txt");
        }
        assertThat(Remains.of(WORD, data)).isEmpty();
    }

    /** One that is indexed, an edit of it, and one that is laid aside because it is too large. */
    private String pushThreeVersions() throws Exception {
        String facts = "?title=" + WORD + "&metadata.case=" + WORD + "&readers=user:" + WORD + ",everyone";
        push(WORD + ".txt", "The first version of " + WORD, facts);
        String id = push(WORD + ".txt", "Another version. It says " + WORD + " too.", facts);
        return push(WORD + ".txt", ("Too long: " + WORD + ". ").repeat(100), facts)
                        .isEmpty()
                ? ""
                : id;
    }

    /** @return its id */
    private String answerOfWhichSomebodyThinks() throws Exception {
        String question = JSON.writeValueAsString(Map.of("question", "What does another version of " + WORD + " say?"));
        JsonNode answer = JSON.readTree(send("POST", "/v1/ask", question).body());
        assertThat(answer.path("answer").asString()).contains(WORD);
        String id = answer.path("id").asString();
        String opinion = JSON.writeValueAsString(Map.of("rating", "down", "correction", "It does not say " + WORD));
        await().atMost(SOON)
                .until(() ->
                        send("POST", "/v1/answers/" + id + "/feedback", opinion).statusCode() == 204);
        return id;
    }

    private String push(String name, String text, String facts) throws Exception {
        HttpResponse<String> answer = send("PUT", "/v1/sources/papers/documents/" + name + facts, text);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        awaitIdle();
        return JSON.readTree(answer.body()).path("documentId").asString();
    }

    private List<String> found(String word) throws Exception {
        String hits = send("POST", "/v1/search", JSON.writeValueAsString(Map.of("query", word, "mode", "keyword")))
                .body();
        return JSON.readTree(hits)
                .path("hits")
                .valueStream()
                .map(hit -> hit.path("nativeId").asString())
                .toList();
    }

    private void awaitIdle() {
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> get("/v1/status").path("idle").asBoolean());
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(send("GET", path, "").body());
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", method.equals("POST") ? "application/json" : "text/plain")
                .method(method, BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private ConfigurableApplicationContext start(EmbeddedBroker broker) {
        port = TributaryProcess.freePort();
        return new SpringApplicationBuilder(LocalConfiguration.class)
                .run(
                        "--server.port=" + port,
                        "--logging.file.name=" + data.resolve("tributary.log"),
                        "--tributary.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                        "--tributary.kafka.partitions=1",
                        "--tributary.kafka.compaction-lag=2s",
                        "--tributary.collection.grace=2s",
                        "--tributary.erasure.deadline=1m",
                        "--tributary.content.directory=" + data.resolve("content"),
                        "--tributary.index.lucene.directory=" + data.resolve("index"),
                        "--tributary.ingest.directory=" + data.resolve("ingest"),
                        "--tributary.parse.work-directory=" + data.resolve("parse"),
                        "--tributary.parse.max-bytes=1KB");
    }

    /** Kafka's cleaner looks every 15 seconds otherwise. */
    private static void cleanOften(EmbeddedBroker broker) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (Admin admin = Admin.create(settings)) {
            AlterConfigOp often =
                    new AlterConfigOp(new ConfigEntry("log.cleaner.backoff.ms", "200"), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.BROKER, ""), List.of(often)))
                    .all()
                    .get();
        }
    }

    private void deleteCatalog() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("ingest"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}
