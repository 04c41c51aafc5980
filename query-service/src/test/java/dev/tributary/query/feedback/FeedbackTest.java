package dev.tributary.query.feedback;

import static dev.tributary.query.RecordedCluster.ANN;
import static dev.tributary.query.RecordedCluster.BOB;
import static dev.tributary.query.RecordedCluster.BOSS;
import static dev.tributary.query.RecordedCluster.FOREIGN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.events.Acl;
import dev.tributary.events.AnswerEvent.AnswerBrokenOff;
import dev.tributary.events.AnswerEvent.AnswerGiven;
import dev.tributary.events.AnswerEvent.Content;
import dev.tributary.events.FeedbackEvent.FeedbackGiven;
import dev.tributary.events.FeedbackEvent.Rating;
import dev.tributary.events.Topic;
import dev.tributary.index.DocumentWrite;
import dev.tributary.query.FakeModelServer.BreakOff;
import dev.tributary.query.FakeModelServer.Reply;
import dev.tributary.query.FakeModelServer.Wait;
import dev.tributary.query.Library;
import dev.tributary.query.QueryService;
import dev.tributary.query.RecordedCluster;
import dev.tributary.query.recording.AnswerId;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SuppressWarnings("NullAway.Init")
class FeedbackTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Map<String, Object> QUESTION = Map.of("question", "How many days of annual leave do I get?");

    private static RecordedCluster cluster;
    private static QueryService service;
    private static UUID leave;
    private static String rated;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        cluster = new RecordedCluster(directory);
        leave = cluster.library()
                .add("Leave", "# Annual leave\nEveryone gets 28 days of annual leave a year.", "# Sick\nCall in.");
        cluster.model().always(new Reply(List.of("You get 28 days", " [1].")));
        service = cluster.start();
        rated = ask(ANN).path("id").asString();
        recorded(rated);
    }

    @AfterAll
    static void stop() {
        service.close();
        cluster.close();
    }

    @Test
    void anAnswerIsRecordedWithWhatItRestsOnAndWithoutTheDocumentsText() throws Exception {
        JsonNode answer = ask(ANN);
        AnswerGiven recorded = recorded(answer.path("id").asString());

        assertThat(recorded.tenant()).isEqualTo(Library.TENANT);
        assertThat(recorded.caller()).isEqualTo("ann");
        assertThat(recorded.generator()).isEqualTo("fake-model");
        assertThat(recorded.spent()).singleElement().satisfies(spent -> {
            assertThat(spent.model()).isEqualTo("fake-model");
            assertThat(spent.outputTokens()).isPositive();
            assertThat(spent.cost()).isPositive();
        });
        Content content = Objects.requireNonNull(recorded.content());
        assertThat(content.text()).isEqualTo("You get 28 days [1].");
        assertThat(content.passages())
                .anySatisfy(passage -> assertThat(passage.documentId()).isEqualTo(leave));
        assertThat(content.toString()).doesNotContain("Everyone gets");
        JsonNode cited = answer.path("citations").path(0);
        assertThat(content.citations()).singleElement().satisfies(citation -> {
            int start = citation.start() - cited.path("start").asInt();
            int end = citation.end() - cited.path("start").asInt();
            assertThat(cited.path("text").asString().substring(start, end))
                    .isEqualTo(cited.path("quote").asString());
        });
    }

    @Test
    void everyWayOfAskingGivesAnIdThatFindsTheAnswer() throws Exception {
        Map<String, Object> chat = Map.of(
                "model",
                "tributary",
                "messages",
                List.of(Map.of("role", "user", "content", "How many days of leave?")));
        HttpResponse<String> streamed = service.post("/v1/ask", QUESTION, ANN, QueryService.EVENTS);
        List<String> ids = List.of(
                QueryService.events(streamed).getLast().data().path("id").asString(),
                QueryService.json(service.post("/v1/chat/completions", chat, ANN, QueryService.JSON))
                        .path("id")
                        .asString(),
                QueryService.json(service.post(
                                "/v1/responses",
                                Map.of("model", "tributary", "input", "How many days of leave?"),
                                ANN,
                                QueryService.JSON))
                        .path("id")
                        .asString());

        assertThat(ids.get(1)).startsWith("chatcmpl-");
        assertThat(ids.get(2)).startsWith("resp_");
        for (String id : ids) {
            JsonNode found = QueryService.json(await().atMost(SOON)
                    .until(() -> service.get("/v1/answers/" + id, ANN), response -> response.statusCode() == 200));
            assertThat(found.path("content").path("answer").asString()).isEqualTo("You get 28 days [1].");
        }
    }

    @Test
    void theLastOpinionCountsAndThatOfTheAdminBesideIt() throws Exception {
        String id = ask(ANN).path("id").asString();
        recorded(id);

        assertThat(rate(id, ANN, Map.of("rating", "up")).statusCode()).isEqualTo(204);
        Map<String, Object> second = Map.of(
                "rating", "down", "comment", " outdated ", "correction", "30 days [1].", "tags", List.of("stale"));
        assertThat(rate(id, ANN, second).statusCode()).isEqualTo(204);
        assertThat(rate(id, BOSS, Map.of("rating", "up")).statusCode()).isEqualTo(204);

        List<FeedbackGiven> given = feedback(id);
        assertThat(given).hasSize(3);
        assertThat(given.stream().map(FeedbackGiven::key).distinct()).hasSize(2);
        FeedbackGiven last = given.stream()
                .filter(one -> one.caller().equals("ann"))
                .toList()
                .getLast();
        assertThat(last.rating()).isEqualTo(Rating.DOWN);
        assertThat(last.comment()).isEqualTo("outdated");
        assertThat(last.correction()).isEqualTo("30 days [1].");
        assertThat(last.tags()).containsExactly("stale");
    }

    @Test
    void somebodyElsesAnswerIsLikeNone() throws Exception {
        String id = ask(ANN).path("id").asString();
        recorded(id);
        String unknown = rate("01958a3e-0000-7000-8000-0000000000a1", BOB, Map.of("rating", "up"))
                .body()
                .replace("01958a3e-0000-7000-8000-0000000000a1", "");

        for (String other : List.of(BOB, FOREIGN)) {
            HttpResponse<String> refused = rate(id, other, Map.of("rating", "up"));
            assertThat(refused.statusCode()).isEqualTo(404);
            assertThat(refused.body().replace(id, "")).isEqualTo(unknown);
            assertThat(service.get("/v1/answers/" + id, other).statusCode()).isEqualTo(404);
        }
        assertThat(service.get("/v1/answers/" + id, BOSS).statusCode()).isEqualTo(200);
        assertThat(feedback(id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"rating\": \"5\"}",
                "{\"rating\": \"up\", \"tags\": [\"\"]}",
                "{\"rating\": \"up\", \"tags\": [\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\",\"11\"]}",
                "{\"rating\": \"up\", \"stars\": 5}"
            })
    void whatIsNoOpinionIsRefused(String body) throws Exception {
        HttpResponse<String> refused = rate(rated, ANN, body);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("allowed");
    }

    @Test
    void whoMayNoLongerReadADocumentIsNotShownWhatWasSaidOfIt() throws Exception {
        UUID secret = cluster.library()
                .add(Library.TENANT, "Merger", new Acl(Set.of("user:ann")), "The merger partner is called Zanzibar.");
        cluster.model().thenReply("Zanzibar [1].");
        String id = QueryService.json(service.post(
                        "/v1/ask",
                        Map.of(
                                "question",
                                "Who is the merger partner?",
                                "filter",
                                Map.of("documents", List.of(secret))),
                        ANN,
                        QueryService.JSON))
                .path("id")
                .asString();
        recorded(id);
        assertThat(service.get("/v1/answers/" + id, ANN).body()).contains("Zanzibar");

        cluster.library().index().write(List.of(new DocumentWrite.Remove(secret, Library.TENANT, 2)));

        JsonNode seen = QueryService.json(service.get("/v1/answers/" + id, ANN));
        assertThat(seen.path("withheld").asBoolean()).isTrue();
        assertThat(seen.toString()).doesNotContain("Zanzibar");
        assertThat(rate(id, ANN, Map.of("rating", "down", "comment", "Zanzibar!"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void whereNoTextIsRecordedNoneIsTakenOfOpinionsEither() throws Exception {
        UUID id = AnswerId.next();
        AnswerGiven given = recorded(rated);
        AnswerGiven usageOnly = new AnswerGiven(
                id,
                given.tenant(),
                "ann",
                "another-process",
                given.generator(),
                true,
                List.of(),
                given.timings(),
                given.generation(),
                AnswerId.time(id),
                null);
        cluster.publish(Topic.ANSWERS, usageOnly);

        assertThat(rate(id.toString(), ANN, Map.of("rating", "up", "comment", "as in the policy"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(rate(id.toString(), ANN, Map.of("rating", "up")).statusCode())
                .isEqualTo(204);
    }

    @Test
    void whatWasPaidForAnAnswerThatBrokeOffIsRecorded() throws Exception {
        cluster.model().then(new BreakOff(List.of("You get 28", " days")));

        service.post("/v1/ask", QUESTION, BOB, QueryService.EVENTS);

        assertThat(brokenOff("bob").spent()).singleElement().satisfies(spent -> {
            assertThat(spent.estimated()).isTrue();
            assertThat(spent.outputTokens()).isEqualTo(4);
            assertThat(spent.inputTokens()).isPositive();
        });
    }

    @Test
    void aReaderWhoHangsUpPaysForWhatWasWritten() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        cluster.model().then(new Wait(List.of("You get "), gate, Collections.nCopies(2_000, "28 days ")));
        String body = JsonMapper.shared().writeValueAsString(QUESTION);
        URI address = URI.create(service.address());
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(Math.toIntExact(SOON.toMillis()));
            socket.getOutputStream()
                    .write(("POST /v1/ask HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + BOSS
                                    + "\r\nAccept: text/event-stream\r\nContent-Type: application/json\r\nContent-Length: "
                                    + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (String line = ""; !line.contains("delta"); line = lines.readLine()) {
                assertThat(line).isNotNull();
            }
        }
        gate.countDown();

        assertThat(brokenOff("boss").spent()).singleElement().satisfies(spent -> {
            assertThat(spent.inputTokens()).isPositive();
            assertThat(spent.outputTokens()).isBetween(1, 4_000);
        });
    }

    private static AnswerBrokenOff brokenOff(String caller) {
        return await().atMost(SOON)
                .until(
                        () -> cluster.events(Topic.ANSWERS).stream()
                                .flatMap(event ->
                                        event instanceof AnswerBrokenOff broken ? Stream.of(broken) : Stream.empty())
                                .filter(broken -> broken.caller().equals(caller))
                                .toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    private static JsonNode ask(String key) throws Exception {
        return QueryService.json(service.post("/v1/ask", QUESTION, key, QueryService.JSON));
    }

    private static HttpResponse<String> rate(String id, String key, Object body) throws Exception {
        return service.post("/v1/answers/" + id + "/feedback", body, key, QueryService.JSON);
    }

    /** Waits for it to be written down. */
    private static AnswerGiven recorded(String id) {
        return await().atMost(SOON)
                .until(
                        () -> cluster.events(Topic.ANSWERS).stream()
                                .flatMap(
                                        event -> event instanceof AnswerGiven given ? Stream.of(given) : Stream.empty())
                                .filter(given -> given.answerId().toString().equals(id))
                                .toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    private static List<FeedbackGiven> feedback(String id) {
        return cluster.events(Topic.FEEDBACK).stream()
                .map(FeedbackGiven.class::cast)
                .filter(given -> given.answer().answerId().toString().equals(id))
                .toList();
    }
}
