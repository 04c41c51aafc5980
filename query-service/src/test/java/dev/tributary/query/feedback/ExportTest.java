package dev.tributary.query.feedback;

import static dev.tributary.query.RecordedCluster.ANN;
import static dev.tributary.query.RecordedCluster.BOSS;
import static dev.tributary.query.RecordedCluster.FOREIGN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.events.AnswerEvent.AnswerGiven;
import dev.tributary.events.AnswerEvent.Content;
import dev.tributary.events.AnswerEvent.Passage;
import dev.tributary.events.AnswerEvent.Timings;
import dev.tributary.events.FeedbackEvent.FeedbackGiven;
import dev.tributary.events.FeedbackEvent.Rating;
import dev.tributary.events.Topic;
import dev.tributary.query.FakeModelServer.Reply;
import dev.tributary.query.Library;
import dev.tributary.query.QueryService;
import dev.tributary.query.RecordedCluster;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SuppressWarnings("NullAway.Init")
class ExportTest {

    private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");
    private static final String MODEL = "fake-model";
    private static final String HOTELS = "A hotel night may cost up to 140 euros.";
    private static final String PARIS = "In Paris it may cost 190 euros.";

    private static RecordedCluster cluster;
    private static QueryService service;
    private static UUID policy;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        cluster = new RecordedCluster(directory);
        cluster.model().always(new Reply(List.of("190 euros", " [1].")));
        policy = cluster.library().add("Travel policy", "# Hotels\n" + HOTELS, PARIS, "Ask before you fly.");
        service = cluster.start();
        publish(answer(1, MODEL, Library.TENANT, 1), "ann", Rating.DOWN, null, NOON);
        publish(answer(1, MODEL, Library.TENANT, 1), "ann", Rating.DOWN, "190 euros, and 140 elsewhere [1].", NOON);
        publish(answer(2, MODEL, Library.TENANT, 1), "ann", Rating.UP, null, NOON.plusSeconds(1));
        publish(answer(3, "other-model", Library.TENANT, 1), "ann", Rating.UP, null, NOON.plusSeconds(2));
        publish(answer(4, MODEL, Library.TENANT, 2), "ann", Rating.UP, null, NOON.plusSeconds(3));
        publish(answer(5, MODEL, "globex", 1), "foreign", Rating.UP, null, NOON.plusSeconds(4));
        publish(answer(6, MODEL, Library.TENANT, 1).usageOnly(), "ann", Rating.UP, null, NOON.plusSeconds(5));
    }

    @AfterAll
    static void stop() {
        service.close();
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sft", "dpo", "kto", "eval"})
    void eachFormatIsWhatItsToolsRead(String format) throws Exception {
        HttpResponse<String> export = export("format=" + format + "&model=" + MODEL + "&to=2026-03-15T00:00:00Z", BOSS);

        assertThat(export.statusCode()).isEqualTo(200);
        assertThat(export.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/x-ndjson"));
        assertThat(lines(export)).containsExactlyInAnyOrderElementsOf(golden(format));
    }

    @Test
    void feedbackIsChosenByTimeModelAndRating() throws Exception {
        assertThat(lines(export("format=kto&to=2026-03-15T00:00:00Z", BOSS))).hasSize(3);
        assertThat(lines(export("format=kto&to=2026-03-15T00:00:00Z&model=other-model", BOSS)))
                .hasSize(1);
        assertThat(lines(export("format=kto&to=2026-03-15T00:00:00Z&rating=down", BOSS)))
                .hasSize(1);
        assertThat(lines(export("format=kto&from=2026-03-14T12:00:02Z&to=2026-03-15T00:00:00Z", BOSS)))
                .hasSize(1);
    }

    @Test
    void whatIsLeftOutIsCountedBehindTheLastLine() throws Exception {
        URI address = URI.create(service.address());
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            OutputStream request = socket.getOutputStream();
            request.write(("GET /v1/feedback/export?format=kto&to=2026-03-15T00:00:00Z HTTP/1.1\r\nHost: localhost\r\n"
                            + "Authorization: Bearer " + BOSS + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            request.flush();
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(response)
                    .containsIgnoringCase("tributary-lines: 3")
                    .containsIgnoringCase("tributary-dropped: 2");
        }
    }

    @Test
    void anotherTenantsAdminAndAReaderGetNothing() throws Exception {
        HttpResponse<String> foreign = export("format=eval", FOREIGN);
        assertThat(foreign.statusCode()).isEqualTo(200);
        assertThat(foreign.body()).isEmpty();
        assertThat(export("format=eval", ANN).statusCode()).isEqualTo(403);
    }

    @Test
    void anUnknownFormatIsRefusedWithThoseThereAre() throws Exception {
        HttpResponse<String> refused = export("format=csv", BOSS);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("sft, dpo, kto or eval");
        assertThat(export("format=sft&from=yesterday", BOSS).statusCode()).isEqualTo(400);
    }

    @Test
    void thePromptIsWhatTheModelWasGiven() throws Exception {
        cluster.library().add("Canteen", "# Hours\nThe canteen opens at noon.", "It closes at two.");
        Map<String, Object> question = Map.of("question", "When does the canteen open?", "limit", 4);
        while (cluster.model().requestsLeft() > 0) {
            cluster.model().takeRequest();
        }
        String id = QueryService.json(service.post("/v1/ask", question, ANN, QueryService.JSON))
                .path("id")
                .asString();
        JsonNode given = cluster.model().takeRequest().path("messages");
        String path = "/v1/answers/" + id + "/feedback";
        await().atMost(Duration.ofSeconds(20))
                .until(() -> service.post(path, Map.of("rating", "up"), ANN, QueryService.JSON)
                                .statusCode()
                        == 204);

        JsonNode line = lines(export("format=sft&from=" + Instant.now().minusSeconds(600), BOSS))
                .getLast();

        JsonNode messages = line.path("messages");
        for (int i = 0; i < 2; i++) {
            assertThat(messages.path(i).path("role")).isEqualTo(given.path(i).path("role"));
            assertThat(withoutMark(messages.path(i))).isEqualTo(withoutMark(given.path(i)));
        }
        assertThat(messages.path(1).path("content").asString()).contains("The canteen opens at noon.");
        assertThat(messages.path(2).path("content").asString()).isEqualTo("190 euros [1].");
    }

    private static String withoutMark(JsonNode message) {
        return message.path("content").asString().replaceAll("\\b[0-9a-f]{16}\\b", "MARK");
    }

    /** What somebody was told who asked for hotels: the first two chunks as one passage. */
    private static AnswerGiven answer(int number, String model, String tenant, long version) {
        int start = "# Hotels\n".length();
        int end = start + HOTELS.length();
        return new AnswerGiven(
                UUID.fromString("01958a3e-0000-7000-8000-00000000000" + number),
                tenant,
                "ann",
                "another-process",
                model,
                true,
                List.of(),
                new Timings(1, 1, 1, 3),
                "0123456789ab",
                NOON,
                new Content(
                        "And a hotel?",
                        "What may a hotel night cost?",
                        "Be brief.",
                        List.of(),
                        List.of(
                                passage(1, version, start, end, List.of("Hotels")),
                                passage(2, version, end + 2, end + 2 + PARIS.length(), List.of())),
                        List.of(),
                        "140 euros [1]."));
    }

    private static Passage passage(int number, long version, int start, int end, List<String> headings) {
        return new Passage(number, policy, version, "handbook", "travel-policy.md", start, end, null, headings);
    }

    private static void publish(AnswerGiven answer, String caller, Rating rating, @Nullable String right, Instant at)
            throws Exception {
        cluster.publish(Topic.FEEDBACK, new FeedbackGiven(answer, caller, rating, null, right, List.of(), at));
    }

    private static HttpResponse<String> export(String parameters, String key) throws Exception {
        return service.get("/v1/feedback/export?" + parameters, key);
    }

    private static List<JsonNode> lines(HttpResponse<String> export) {
        return lines(export.body());
    }

    private static List<JsonNode> lines(String text) {
        return text.lines().map(JsonMapper.shared()::readTree).toList();
    }

    private static List<JsonNode> golden(String format) throws Exception {
        try (InputStream file = ExportTest.class.getResourceAsStream("/golden/export-" + format + ".jsonl")) {
            return lines(new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
