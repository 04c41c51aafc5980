package dev.tributary.ingest.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.broker.EmbeddedBroker;
import dev.tributary.events.DocumentCaptured;
import dev.tributary.events.EventCodec;
import dev.tributary.events.Topic;
import dev.tributary.ingest.TestService;
import dev.tributary.platform.kafka.EventPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From a stage that gives up to a replay that passes, on a real broker; each test has a source of its own. */
@SuppressWarnings("NullAway.Init")
class DeadLetterTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String LARGE = "more than the limit allows: ";

    @TempDir
    private static Path directory;

    private static EmbeddedBroker broker;
    private static TestService service;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(directory.resolve("kafka"));
        service = startService();
    }

    @AfterAll
    static void stop() {
        service.close();
        broker.close();
    }

    @AfterEach
    void lowerTheLimit() {
        service.bean(LimitedParser.class).limit(LimitedParser.LOW);
    }

    @Test
    void aReplayAfterTheMendingReachesEveryDocument() throws Exception {
        for (int i = 0; i < 30; i++) {
            push("mended", "large" + i, LARGE + i);
        }
        push("mended", "small", "small");
        eventually().until(() -> letters("source=mended").size() == 30);
        eventually().until(() -> documents("mended", "rejected") == 30 && documents("mended", "parsed") == 1);
        JsonNode letter = letters("source=mended").getFirst();
        assertThat(letter.path("stage").asString()).isEqualTo("parse");
        assertThat(letter.path("reason").asString()).isEqualTo("too-large");
        assertThat(letter.path("message").asString()).isEqualTo("Raise the limit.");
        assertThat(letter.path("attempt").asInt()).isEqualTo(1);
        assertThat(letter.path("served").asBoolean()).isFalse();
        assertThat(letter.has("obstacle")).isFalse();
        assertThat(gauge("too-large")).isGreaterThanOrEqualTo(30);
        service.bean(LimitedParser.class).limit(1_000);
        JsonNode dry = replay("{\"source\":\"mended\",\"reason\":\"too-large\",\"dryRun\":true}");
        assertThat(dry.path("matched").asInt()).isEqualTo(30);
        assertThat(dry.path("replayed").asInt()).isEqualTo(30);
        assertThat(documents("mended", "rejected")).isEqualTo(30);
        JsonNode replayed = replay("{\"source\":\"mended\",\"reason\":\"too-large\"}");
        assertThat(replayed.path("replayed").asInt()).isEqualTo(30);
        assertThat(replayed.path("skipped").isEmpty()).isTrue();
        assertThat(documents("mended", "rejected")).isZero();
        assertThat(letters("source=mended")).isEmpty();
        eventually().until(() -> documents("mended", "parsed") == 31);
        assertThat(service.log(Topic.CAPTURED_BULK)).hasSizeGreaterThanOrEqualTo(30);
        assertThat(replay("{\"source\":\"mended\"}").path("matched").asInt()).isZero();
    }

    @Test
    void whatFailsAgainIsADeadLetterOfTheNextAttempt() throws Exception {
        push("again", "a", LARGE);
        eventually().until(() -> letters("source=again").size() == 1);
        eventually().until(() -> documents("again", "rejected") == 1);
        assertThat(replay("{\"source\":\"again\"}").path("replayed").asInt()).isEqualTo(1);
        eventually()
                .until(() -> letters("source=again").stream()
                        .anyMatch(letter -> letter.path("attempt").asInt() == 2));
        eventually().until(() -> documents("again", "rejected") == 1);
        assertThat(letters("source=again")).hasSize(1);
    }

    @Test
    void aDocumentThatIsGivenUpTwiceIsOneDeadLetter() throws Exception {
        DocumentCaptured captured = push("twice", "a", LARGE);
        eventually().until(() -> letters("source=twice").size() == 1);
        service.publish(Topic.CAPTURED, captured);
        eventually()
                .until(() -> service.log(Topic.DEAD).stream()
                                .filter(captured::equals)
                                .count()
                        == 2);
        eventually().until(() -> service.get("/v1/status").path("catalogLag").asInt() == 0);
        assertThat(letters("source=twice")).hasSize(1);
        assertThat(documents("twice", "rejected")).isEqualTo(1);
    }

    @Test
    void whatIsOfNoUseAnyMoreIsPassedOverWithItsCause() throws Exception {
        push("causes", "newer", LARGE);
        push("causes", "removed", LARGE);
        DocumentCaptured indexed = push("causes", "indexed", LARGE);
        DocumentCaptured malformed = push("causes", "malformed", "small");
        eventually().until(() -> letters("source=causes").size() == 3);
        push("causes", "newer", "small");
        service.send("DELETE", "/v1/sources/causes/documents/removed", BodyPublishers.noBody());
        service.indexed(indexed);
        service.bean(EventPublisher.class)
                .publishRecord(
                        Topic.CAPTURED,
                        malformed.key(),
                        Map.of(
                                EventCodec.TYPE_HEADER,
                                EventCodec.typeOf(malformed).getBytes(StandardCharsets.UTF_8)),
                        "{".getBytes(StandardCharsets.UTF_8))
                .join();
        eventually().until(() -> letters("source=causes").size() == 4);
        eventually().until(() -> documents("causes", "indexed") == 1);
        JsonNode answer = replay("{\"source\":\"causes\"}");
        assertThat(answer.path("matched").asInt()).isEqualTo(4);
        assertThat(answer.path("replayed").asInt()).isZero();
        assertThat(answer.path("skipped"))
                .isEqualTo(JSON.readTree("{\"indexed\":1,\"malformed\":1,\"newer-version\":1,\"removed\":1}"));
        List<JsonNode> left = letters("source=causes");
        assertThat(left)
                .singleElement()
                .satisfies(
                        letter -> assertThat(letter.path("obstacle").asString()).isEqualTo("malformed"));
    }

    @Test
    void theListIsMadeAgainFromTheLog() throws Exception {
        for (int i = 0; i < 7; i++) {
            push("rebuilt", "large" + i, LARGE + i);
        }
        eventually().until(() -> letters("source=rebuilt").size() == 7);
        assertThat(send(
                                "DELETE",
                                "/v1/dead-letters?source=rebuilt&documentIds="
                                        + letters("source=rebuilt")
                                                .getFirst()
                                                .path("documentId")
                                                .asString())
                        .body())
                .isEqualTo("{\"dropped\":1}");
        List<JsonNode> before = letters("source=rebuilt");
        assertThat(before).hasSize(6);
        service.close();
        try (Stream<Path> files = Files.list(directory.resolve("ingest"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        service = startService();
        assertThat(letters("source=rebuilt")).isEqualTo(before);
        assertThat(documents("rebuilt", "rejected")).isEqualTo(7);
    }

    @Test
    void droppingAsksForAFilterOrForAll() throws Exception {
        push("dropped", "a", LARGE);
        eventually().until(() -> letters("source=dropped").size() == 1);
        assertThat(send("DELETE", "/v1/dead-letters").body()).contains("400", "all=true");
        assertThat(send("DELETE", "/v1/dead-letters?source=dropped&resaon=corrupt")
                        .body())
                .contains("400", "resaon");
        assertThat(send("DELETE", "/v1/dead-letters?source=dropped&reason=corrupt")
                        .body())
                .isEqualTo("{\"dropped\":0}");
        assertThat(send("DELETE", "/v1/dead-letters?source=dropped&newerThan=2100-01-01T00:00:00Z")
                        .body())
                .isEqualTo("{\"dropped\":0}");
        assertThat(send("DELETE", "/v1/dead-letters?source=dropped").body()).isEqualTo("{\"dropped\":1}");
        assertThat(letters("source=dropped")).isEmpty();
        assertThat(documents("dropped", "rejected")).isEqualTo(1);
    }

    @Test
    void wrongFiltersAreNamed() throws Exception {
        assertThat(send("GET", "/v1/dead-letters?stage=capture").body()).contains("400", "parse, index");
        assertThat(send("GET", "/v1/dead-letters?reason=bad").body()).contains("400", "too-large");
        assertThat(send("GET", "/v1/dead-letters?olderThan=today").body()).contains("400", "olderThan");
        assertThat(send("GET", "/v1/dead-letters?documentIds=x").body()).contains("400", "UUID");
        assertThat(send("GET", "/v1/dead-letters?limit=0").body()).contains("400", "1 to 500");
        assertThat(service.send(
                                "POST",
                                "/v1/dead-letters:replay",
                                BodyPublishers.ofString("{\"sources\":\"a\"}"),
                                "Content-Type",
                                "application/json")
                        .statusCode())
                .isEqualTo(400);
    }

    private static TestService startService() {
        TestService started = TestService.start(
                broker,
                directory,
                List.of(LimitedParser.class),
                "--tributary.ingest.roles=parse",
                "--tributary.parse.work-directory=" + directory.resolve("parse"));
        eventually().until(() -> started.get("/v1/status").path("catalogLag").asInt() == 0);
        return started;
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20));
    }

    private static DocumentCaptured push(String source, String id, String text) throws Exception {
        HttpResponse<String> answer =
                service.put("/v1/sources/" + source + "/documents/" + id + "?readers=everyone", text);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return Stream.of(Topic.CAPTURED, Topic.CAPTURED_BULK)
                .flatMap(topic -> service.log(topic).stream())
                .filter(event -> event instanceof DocumentCaptured captured
                        && captured.source().equals(source)
                        && captured.nativeId().equals(id))
                .map(DocumentCaptured.class::cast)
                .max(Comparator.comparingLong(DocumentCaptured::version))
                .orElseThrow();
    }

    /** All pages. */
    private static List<JsonNode> letters(String filter) throws Exception {
        List<JsonNode> letters = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = service.get("/v1/dead-letters?limit=7&" + filter + cursor);
            page.path("deadLetters").forEach(letters::add);
            cursor = page.has("cursor") ? "&cursor=" + page.path("cursor").asString() : "";
        } while (!cursor.isEmpty());
        assertThat(new HashSet<>(letters)).hasSameSizeAs(letters);
        return letters;
    }

    private static long documents(String source, String status) throws Exception {
        return service.get("/v1/documents?limit=500&source=" + source + "&status=" + status)
                .path("documents")
                .size();
    }

    private static JsonNode replay(String body) throws Exception {
        HttpResponse<String> answer = service.send(
                "POST", "/v1/dead-letters:replay", BodyPublishers.ofString(body), "Content-Type", "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> send(String method, String path) throws Exception {
        return service.send(method, path, BodyPublishers.noBody());
    }

    private static double gauge(String reason) {
        return service.bean(MeterRegistry.class)
                .get("tributary.dead.letters")
                .tag("reason", reason)
                .gauge()
                .value();
    }
}
