package dev.tributary.query.model;

import static dev.tributary.query.model.ModelCluster.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.query.FakeModelServer;
import dev.tributary.query.FakeModelServer.Behaviour;
import dev.tributary.query.FakeModelServer.BreakOff;
import dev.tributary.query.FakeModelServer.Hang;
import dev.tributary.query.FakeModelServer.Refuse;
import dev.tributary.query.FakeModelServer.Reply;
import dev.tributary.query.QueryService;
import dev.tributary.query.QueryService.Event;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What a reader gets when the first model of a route fails. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class FallbackTest {

    private static final String ADMIN = "an-administrators-key";
    private static final String READER = "a-readers-very-own-key";

    private ModelCluster cluster;
    private FakeModelServer first;
    private FakeModelServer second;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        cluster = new ModelCluster(
                directory,
                1,
                "tributary.models.breaker-calls=4",
                "tributary.models.breaker-pause=1s",
                "tributary.security.keys.admin.secret=" + ADMIN,
                "tributary.security.keys.admin.role=admin",
                "tributary.security.keys.reader.secret=" + READER);
        first = new FakeModelServer();
        second = new FakeModelServer();
        put("/v1/models/second", second, 2);
    }

    /** A model that is configured anew has a closed circuit. */
    @BeforeEach
    void reset() throws Exception {
        first.always(new Reply(List.of("First says 28 days [1].")));
        second.always(new Reply(List.of("Second says 28 days [1].")));
        put("/v1/models/first", first, 0.5);
        route(List.of("second"));
    }

    @AfterAll
    void stop() {
        cluster.close();
        first.close();
        second.close();
    }

    static Stream<Behaviour> failures() {
        return Stream.of(
                new Refuse(500, "{}"),
                new Refuse(429, "{\"error\":{\"message\":\"slow down\"}}"),
                new Refuse(401, "{}"),
                new Refuse(200, "<html>Welcome to the wifi of the hotel</html>"),
                new BreakOff(List.of()),
                new BreakOff(List.of("  ", "\n")),
                new Hang());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void theNextModelAnswersIfTheFirstFailsBeforeItHasSaidAnything(Behaviour failure) throws Exception {
        first.then(failure);

        List<Event> events = QueryService.events(ask(QueryService.EVENTS));

        assertThat(events.getLast().name()).isEqualTo("done");
        assertThat(events.getLast().data().get("answer").asString()).isEqualTo("Second says 28 days [1].");
        assertThat(events.getLast().data().get("generator").asString()).isEqualTo("second");
    }

    @Test
    void anAnswerThatHasBegunIsNeverGoneOnWithByAnotherModel() throws Exception {
        first.then(new BreakOff(List.of("First says", " 28")));

        List<Event> events = QueryService.events(ask(QueryService.EVENTS));

        assertThat(events)
                .extracting(Event::name)
                .contains("delta")
                .doesNotContain("done")
                .endsWith("error");
        assertThat(events.getLast().data().get("detail").asString()).contains(first.address(), "broke off");
        assertThat(events.toString()).doesNotContain("Second", "Exception", "\\tat ");
    }

    @Test
    void theDocumentsOwnSentencesMayBeTheLastResort() throws Exception {
        route(List.of("second", "extractive"));
        first.then(new Refuse(500, "{}"));
        second.then(new Refuse(500, "{}"));

        JsonNode answer = QueryService.json(ask(QueryService.JSON));

        assertThat(answer.get("generator").asString()).isEqualTo("extractive");
        assertThat(answer.get("answer").asString()).contains("28 days");
    }

    @Test
    void ifAllFailTheReaderIsToldOfTheLast() throws Exception {
        first.then(new Refuse(500, "{}"));
        second.then(new Refuse(503, "{}"));

        HttpResponse<String> answer = ask(QueryService.JSON);

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(QueryService.json(answer).get("detail").asString()).contains(second.address(), "503");
        assertThat(answer.body()).doesNotContain("Exception", "\\tat ");
    }

    @Test
    void aModelThatKeepsFailingIsLeftAloneUntilItIsWellAgain() throws Exception {
        first.always(new Refuse(500, "{}"));
        ask(QueryService.JSON);
        ask(QueryService.JSON);
        assertThat(circuit()).isEqualTo("open");
        int asked = first.requestsLeft();

        assertThat(generator()).isEqualTo("second");
        assertThat(first.requestsLeft()).isEqualTo(asked);
        assertThat(metrics())
                .contains("tributary_model_circuit_open{model=\"first\"} 1.0")
                .contains("tributary_model_failures_total{model=\"first\",reason=\"server-error\"}")
                .contains("tributary_model_fallbacks_total{model=\"first\"}")
                .contains("tributary_model_tokens_total{direction=\"output\",model=\"second\"}")
                .contains("tributary_model_registry_connected 1.0");

        first.always(new Reply(List.of("First says 28 days [1].")));
        await().until(this::generator, "first"::equals);
        assertThat(circuit()).isEqualTo("closed");
        assertThat(metrics()).contains("tributary_model_circuit_open{model=\"first\"} 0.0");
    }

    @Test
    void readersNeitherSeeNorChangeHowModelsAreConfigured() throws Exception {
        QueryService service = cluster.replica(0);

        assertThat(service.put("/v1/models/mine", Map.of("provider", "ollama"), READER)
                        .statusCode())
                .isEqualTo(403);
        assertThat(service.put("/v1/routes", Map.of(), READER).statusCode()).isEqualTo(403);
        assertThat(service.get("/v1/routes", READER).statusCode()).isEqualTo(403);
        assertThat(service.delete("/v1/models/first", READER).statusCode()).isEqualTo(403);
        assertThat(service.post("/v1/models/first:check", "", READER, QueryService.JSON)
                        .statusCode())
                .isEqualTo(403);
        assertThat(service.post("/v1/models:compare", Map.of(), READER, QueryService.JSON)
                        .statusCode())
                .isEqualTo(403);
        assertThat(service.get("/v1/models", READER).body()).contains("first").doesNotContain(first.address());
    }

    private HttpResponse<String> ask(String accept) throws Exception {
        return cluster.replica(0).post("/v1/ask", QUESTION, READER, accept);
    }

    private String generator() throws Exception {
        return QueryService.json(ask(QueryService.JSON)).get("generator").asString();
    }

    private String circuit() throws Exception {
        return QueryService.json(cluster.replica(0).get("/v1/models/first", ADMIN))
                .get("tributary")
                .get("health")
                .get("circuit")
                .asString();
    }

    private String metrics() throws Exception {
        return cluster.replica(0).get("/actuator/prometheus", ADMIN).body();
    }

    private void route(List<String> fallback) throws Exception {
        HttpResponse<String> answer = cluster.replica(0)
                .put(
                        "/v1/routes",
                        Map.of("default", Map.of("models", List.of(Map.of("name", "first")), "fallback", fallback)),
                        ADMIN);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private void put(String path, FakeModelServer server, double timeoutSeconds) throws Exception {
        HttpResponse<String> answer = cluster.replica(0)
                .put(
                        path,
                        Map.of(
                                "provider",
                                "openai-compatible",
                                "baseUrl",
                                server.address(),
                                "timeoutSeconds",
                                timeoutSeconds),
                        ADMIN);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
