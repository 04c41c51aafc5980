package dev.tributary.ingest.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.broker.EmbeddedBroker;
import dev.tributary.events.DocumentKey;
import dev.tributary.events.DocumentRemoved;
import dev.tributary.events.ErasureEvent.PlaceErased;
import dev.tributary.events.Topic;
import dev.tributary.ingest.TestService;
import dev.tributary.ingest.catalog.CatalogFollower;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ErasureTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private static Path directory;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(directory.resolve("kafka"));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static TestService service(String... more) {
        String[] settings = {
            "--tributary.kafka.compaction-lag=1s", "--tributary.collection.grace=1s", "--tributary.erasure.deadline=1m"
        };
        String[] all = new String[settings.length + more.length];
        System.arraycopy(settings, 0, all, 0, settings.length);
        System.arraycopy(more, 0, all, settings.length, more.length);
        TestService service = TestService.start(broker, directory, List.of(), all);
        service.awaitCaptured();
        await().atMost(SOON).until(() -> service.bean(CatalogFollower.class).caughtUp());
        return service;
    }

    @Test
    void aConnectorLeavesAnErasedDocumentAloneUntilItIsReleased() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("files"));
        Path file = Files.writeString(folder.resolve("secret.txt"), "what nobody may know");
        String[] source = {"--tributary.sources.files.connector=folder", "--tributary.sources.files.path=" + folder};
        String id =
                new DocumentKey("default", "files", "secret.txt").documentId().toString();
        String receipt;
        try (TestService service = service(source)) {
            receipt = erase(service, id).path("id").asString();
            DocumentRemoved removal = service.log(Topic.CAPTURED).stream()
                    .filter(DocumentRemoved.class::isInstance)
                    .map(DocumentRemoved.class::cast)
                    .filter(event -> event.documentId().toString().equals(id))
                    .findFirst()
                    .orElseThrow();
            assertThat(removal.nativeId()).isEqualTo(id);
            assertThat(removal.erasure()).isEqualTo(UUID.fromString(receipt));
            assertThat(erase(service, id).path("id").asString()).isEqualTo(receipt);
        }
        String other = "what nobody may know, in other words";
        Files.writeString(file, other);
        try (TestService service = service(source)) {
            assertThat(status(service, id)).isEqualTo("removed");
            assertThat(blob(sha256(other))).doesNotExist();
            assertThat(service.get("/v1/documents/" + id).path("nativeId").asString())
                    .isEqualTo(id);
            HttpResponse<String> released =
                    service.send("POST", "/v1/erasures/" + receipt + "/release", BodyPublishers.noBody());
            assertThat(JsonMapper.shared()
                            .readTree(released.body())
                            .path("suppressed")
                            .asBoolean())
                    .isFalse();
        }
        try (TestService service = service(source)) {
            assertThat(status(service, id)).isEqualTo("captured");
            assertThat(service.get("/v1/documents/" + id).path("nativeId").asString())
                    .isEqualTo("secret.txt");
        }
    }

    @Test
    void bytesThatAnotherDocumentHasTooStayAndTheReceiptSaysSo() throws Exception {
        try (TestService service = service()) {
            service.put("/v1/sources/shared/documents/one.txt", "the same words");
            service.put("/v1/sources/shared/documents/two.txt", "the same words");
            service.put("/v1/sources/shared/documents/three.txt", "words of its own");
            process(service, "shared", "one.txt", "two.txt", "three.txt");
            JsonNode shared = erase(service, id("shared", "one.txt"));
            JsonNode own = erase(service, id("shared", "three.txt"));
            service.process("shared");

            JsonNode sharedContent = awaitPlace(service, shared, "content");
            JsonNode ownContent = awaitPlace(service, own, "content");
            assertThat(sharedContent.path("note").asString()).contains("another document");
            assertThat(ownContent.has("note")).isFalse();
            assertThat(Files.readAllBytes(blob(contents(shared)))).asString().isEqualTo("the same words");
            assertThat(blob(contents(own))).doesNotExist();
        }
    }

    @Test
    void contentThatIsUsedMeanwhileIsNotSaidToBeGoneUntilItIs() throws Exception {
        try (TestService service = service()) {
            service.put("/v1/sources/used/documents/used.txt", "words in use");
            service.put("/v1/sources/used/documents/idle.txt", "words at rest");
            process(service, "used", "used.txt", "idle.txt");
            Path used = blob(sha256("words in use"));
            Files.setLastModifiedTime(used, FileTime.from(Instant.now().plusSeconds(3600)));
            JsonNode inUse = erase(service, id("used", "used.txt"));
            JsonNode atRest = erase(service, id("used", "idle.txt"));
            service.process("used");

            awaitPlace(service, atRest, "content");
            assertThat(used).exists();
            assertThat(place(service, inUse, "content").path("done").asBoolean())
                    .isFalse();
            Files.setLastModifiedTime(used, FileTime.from(Instant.now().minusSeconds(3600)));
            awaitPlace(service, inUse, "content");
            assertThat(used).doesNotExist();
        }
    }

    @Test
    void whatIsPushedAgainComesBackAndTheReceiptGoesOn() throws Exception {
        try (TestService service = service()) {
            service.put("/v1/sources/again/documents/a.txt", "first");
            process(service, "again", "a.txt");
            JsonNode receipt = erase(service, id("again", "a.txt"));
            service.put("/v1/sources/again/documents/a.txt", "second");
            process(service, "again", "a.txt");
            service.publish(
                    Topic.ERASURES,
                    new PlaceErased(
                            UUID.fromString(receipt.path("id").asString()),
                            "default",
                            PlaceErased.INDEX + "0123456789ab",
                            null,
                            Instant.now()));

            awaitPlace(service, receipt, "content");
            assertThat(status(service, id("again", "a.txt"))).isEqualTo("indexed");
            assertThat(service.get("/v1/documents/" + id("again", "a.txt"))
                            .path("nativeId")
                            .asString())
                    .isEqualTo("a.txt");
        }
    }

    @Test
    void asksForWhatItDoes() throws Exception {
        try (TestService service = service()) {
            service.put("/v1/sources/asked/documents/a.txt", "text");
            String path = "/v1/documents/" + id("asked", "a.txt");
            assertThat(service.send("DELETE", path, BodyPublishers.noBody()).statusCode())
                    .isEqualTo(400);
            assertThat(status(service, id("asked", "a.txt"))).isEqualTo("captured");
            assertThat(service.send(
                                    "DELETE",
                                    "/v1/documents/" + UUID.randomUUID() + "?erase=true",
                                    BodyPublishers.noBody())
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    /** Does what the stages behind would do. */
    private static void process(TestService service, String source, String... nativeIds) {
        service.process(source);
        for (String nativeId : nativeIds) {
            await().atMost(SOON)
                    .until(() -> status(service, id(source, nativeId)).equals("indexed"));
        }
    }

    private static JsonNode erase(TestService service, String id) throws Exception {
        HttpResponse<String> answer =
                service.send("DELETE", "/v1/documents/" + id + "?erase=true", BodyPublishers.noBody());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static JsonNode awaitPlace(TestService service, JsonNode receipt, String place) {
        return await().atMost(SOON)
                .until(
                        () -> place(service, receipt, place),
                        found -> found.path("done").asBoolean());
    }

    private static JsonNode place(TestService service, JsonNode receipt, String place) throws Exception {
        return service.get("/v1/erasures/" + receipt.path("id").asString())
                .path("places")
                .valueStream()
                .filter(one -> one.path("place").asString().equals(place))
                .findFirst()
                .orElseThrow();
    }

    private static String status(TestService service, String id) throws Exception {
        return service.get("/v1/documents/" + id).path("status").asString();
    }

    private static String id(String source, String nativeId) {
        return new DocumentKey("default", source, nativeId).documentId().toString();
    }

    private static String contents(JsonNode receipt) {
        return receipt.path("contents").path(0).asString();
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Path blob(String sha256) {
        return directory
                .resolve("content/default/blobs")
                .resolve(sha256.substring(0, 2))
                .resolve(sha256);
    }
}
