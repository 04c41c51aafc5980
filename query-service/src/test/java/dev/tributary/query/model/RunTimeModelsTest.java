package dev.tributary.query.model;

import static dev.tributary.query.model.ModelCluster.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.query.FakeModelServer;
import dev.tributary.query.FakeModelServer.Refuse;
import dev.tributary.query.FakeModelServer.Reply;
import dev.tributary.query.FakeModelServer.Wait;
import dev.tributary.query.QueryService;
import dev.tributary.query.QueryService.Event;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Models that come, change and go while two replicas of the service run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class RunTimeModelsTest {

    private static final Duration SOON = Duration.ofSeconds(2);

    private ModelCluster cluster;
    private FakeModelServer old;
    private FakeModelServer next;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        cluster = new ModelCluster(directory, 2);
        old = new FakeModelServer();
        next = new FakeModelServer();
    }

    @BeforeEach
    void configure() throws Exception {
        old.always(new Reply(List.of("Old says 28 days [1].")));
        next.always(new Reply(List.of("New says 28 days [1].")));
        put("/v1/models/old", model(old));
        put("/v1/models/new", model(next));
        route("old");
    }

    @AfterEach
    void reset() throws Exception {
        put("/v1/routes", Map.of());
    }

    @AfterAll
    void stop() {
        cluster.close();
        old.close();
        next.close();
    }

    @Test
    void aRouteIsInEffectOnEveryReplicaInLessThanTwoSeconds() throws Exception {
        assertThat(generator(0)).isEqualTo("old");
        await().atMost(SOON).until(() -> generator(1), "old"::equals);

        route("new");

        assertThat(generator(0)).isEqualTo("new");
        await().atMost(SOON).until(() -> generator(1), "new"::equals);
    }

    @Test
    void aStreamThatRunsDuringTheChangeEndsWhole() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        old.then(new Wait(List.of("You get "), gate, List.of("28 days", " [1].")));
        CompletableFuture<HttpResponse<String>> running = CompletableFuture.supplyAsync(() -> stream(0));
        await().until(() -> old.requestsLeft() > 0);

        route("new");
        put("/v1/models/old", Map.of("provider", "ollama", "baseUrl", "http://127.0.0.1:1"));
        assertThat(cluster.replica(0).delete("/v1/models/old", "").statusCode()).isEqualTo(204);
        assertThat(generator(0)).isEqualTo("new");
        gate.countDown();

        List<Event> events = QueryService.events(running.get());
        assertThat(events.getLast().name()).isEqualTo("done");
        assertThat(events.getLast().data().get("answer").asString()).isEqualTo("You get 28 days [1].");
        assertThat(events.getLast().data().get("generator").asString()).isEqualTo("old");
    }

    @Test
    void aReplicaThatStartsLaterKnowsWhatWasConfigured() throws Exception {
        try (QueryService late = cluster.start()) {
            assertThat(QueryService.json(late.post("/v1/ask", QUESTION))
                            .get("generator")
                            .asString())
                    .isEqualTo("old");
        }
    }

    @Test
    void questionsAreSharedByWeight() throws Exception {
        put("/v1/routes", Map.of("default", Map.of("models", List.of(share("old", 3), share("new", 1)))));

        List<String> generators = Stream.generate(() -> generator(0)).limit(8).toList();

        assertThat(generators).filteredOn("old"::equals).hasSize(6);
        assertThat(generators).filteredOn("new"::equals).hasSize(2);
    }

    @Test
    void aTenantMayHaveARouteOfItsOwn() throws Exception {
        put(
                "/v1/routes",
                Map.of(
                        "default", Map.of("models", List.of(share("old", 1))),
                        "tenants", Map.of("acme", Map.of("models", List.of(share("new", 1))))));
        assertThat(generator(0)).isEqualTo("new");

        put(
                "/v1/routes",
                Map.of(
                        "default", Map.of("models", List.of(share("old", 1))),
                        "tenants", Map.of("other", Map.of("models", List.of(share("new", 1))))));
        assertThat(generator(0)).isEqualTo("old");
    }

    @ParameterizedTest
    @CsvSource({"new, new", "extractive, extractive", "tributary, old"})
    void aQuestionMayNameItsModel(String name, String generator) throws Exception {
        HttpResponse<String> answer = cluster.replica(0)
                .post("/v1/ask", Map.of("question", "How many days of annual leave do I get?", "model", name));

        assertThat(QueryService.json(answer).get("generator").asString()).isEqualTo(generator);
    }

    @Test
    void anUnknownModelIsNotFoundAndThereAreThese() throws Exception {
        HttpResponse<String> answer = cluster.replica(0)
                .post("/v1/ask", Map.of("question", "How many days?", "model", "gpt-9"), "", QueryService.EVENTS);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(QueryService.json(answer).get("detail").asString())
                .isEqualTo("There is no model 'gpt-9'; there are: tributary, extractive, new, old.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"provider\": \"openai\"} | provider | openai-compatible, ollama, anthropic, gemini, mistral, azure-openai",
                "{\"provider\": \"openai-compatible\"} | baseUrl | http:// or https://",
                "{\"provider\": \"ollama\", \"baseUrl\": \"http://me:pw@x\"} | baseUrl | http:// or https://",
                "{\"provider\": \"anthropic\"} | secret | env:NAME_API_KEY",
                "{\"provider\": \"anthropic\", \"secret\": \"sk-ant-0123456789\"} | secret | env:NAME_API_KEY",
                "{\"provider\": \"anthropic\", \"secret\": \"file:/etc/passwd\"} | secret | /run/secrets/NAME",
                "{\"provider\": \"ollama\", \"timeoutSeconds\": 0} | timeoutSeconds | 600",
                "{\"provider\": \"ollama\", \"parameters\": {\"temperature\": 3}} | parameters.temperature | 0.0 to 2.0",
                "{\"provider\": \"ollama\", \"price\": {\"inputPerMillion\": 1}} | price.outputPerMillion | 0 or more",
            })
    void aModelThatCannotWorkIsRefusedAndWhyIsSaid(String body, String field, String allowed) throws Exception {
        HttpResponse<String> answer = cluster.replica(0).put("/v1/models/wrong", body, "");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("'" + field + "'", allowed)
                .doesNotContain("0123456789", "pw@", "Exception", "\\tat ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"default\": {\"models\": []}} | default.models",
                "{\"default\": {\"models\": [{\"name\": \"gone\"}]}} | default.models[0].name",
                "{\"default\": {\"models\": [{\"name\": \"old\", \"weight\": 0}]}} | default.models",
                "{\"tenants\": {\"acme\": {\"models\": [{\"name\": \"old\"}], \"fallback\": [\"gone\"]}}} | tenants.acme.fallback[0]",
            })
    void aRouteThatLeadsNowhereIsRefused(String body, String field) throws Exception {
        HttpResponse<String> answer = cluster.replica(0).put("/v1/routes", body, "");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(QueryService.json(answer).get("field").asString()).isEqualTo(field);
        assertThat(generator(0)).isEqualTo("old");
    }

    @Test
    void aModelThatARouteNamesIsNotDeleted() throws Exception {
        HttpResponse<String> answer = cluster.replica(0).delete("/v1/models/old", "");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("'old' is in use by the route default");
    }

    @Test
    void administratorsSeeHowAModelIsConfiguredAndFares() throws Exception {
        JsonNode list = QueryService.json(cluster.replica(0).get("/v1/models", ""));

        assertThat(list.get("data"))
                .extracting(model -> model.get("id").asString())
                .containsExactly("tributary", "extractive", "new", "old");
        JsonNode view = list.get("data").get(3).get("tributary");
        assertThat(view.get("provider").asString()).isEqualTo("openai-compatible");
        assertThat(view.get("routes").get(0).asString()).isEqualTo("default");
        assertThat(view.get("health").get("circuit").asString()).isEqualTo("closed");
        JsonNode routes = QueryService.json(cluster.replica(0).get("/v1/routes", ""));
        assertThat(routes.get("connected").asBoolean()).isTrue();
        assertThat(routes.get("default").get("models").get(0).get("name").asString())
                .isEqualTo("old");
    }

    @Test
    void aCheckTriesTheModelAndSaysWhatIsWrong() throws Exception {
        JsonNode good = QueryService.json(cluster.replica(0).post("/v1/models/old:check", ""));
        old.then(new Refuse(401, "{\"error\":{\"message\":\"no\"}}"));
        JsonNode bad = QueryService.json(cluster.replica(0).post("/v1/models/old:check", ""));

        assertThat(good.get("ok").asBoolean()).isTrue();
        assertThat(good.get("reply").asString()).contains("28 days");
        assertThat(bad.get("ok").asBoolean()).isFalse();
        assertThat(bad.get("problem").asString()).contains("refused the API key", "secret of PUT /v1/models/old");
    }

    @Test
    void twoModelsAreComparedOnTheSameQuestions() throws Exception {
        next.then(new Reply(List.of("Leave is long.")));
        next.then(new Refuse(500, "{}"));

        JsonNode comparison = QueryService.json(cluster.replica(0)
                .post(
                        "/v1/models:compare",
                        Map.of(
                                "candidate",
                                "new",
                                "questions",
                                List.of("How many days of annual leave?", "How long is annual leave?"))));

        JsonNode first = comparison.get("results").get(0);
        assertThat(first.get("baseline").get("answer").asString()).isEqualTo("Old says 28 days [1].");
        assertThat(first.get("candidate").get("answer").asString()).isEqualTo("Leave is long.");
        assertThat(first.get("citationOverlap").asDouble()).isZero();
        assertThat(first.get("baseline").get("inputTokens").asInt()).isPositive();
        assertThat(first.get("baseline").get("cost").asDouble()).isPositive();
        assertThat(comparison
                        .get("results")
                        .get(1)
                        .get("candidate")
                        .get("error")
                        .asString())
                .contains("status 500");
        assertThat(comparison.get("totals").get("candidate").get("failed").asInt())
                .isEqualTo(1);
    }

    private void route(String name) throws Exception {
        put("/v1/routes", Map.of("default", Map.of("models", List.of(share(name, 1)))));
    }

    private void put(String path, Object body) throws IOException, InterruptedException {
        HttpResponse<String> answer = cluster.replica(0).put(path, body, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static Map<String, Object> share(String name, int weight) {
        return Map.of("name", name, "weight", weight);
    }

    private static Map<String, Object> model(FakeModelServer server) {
        return Map.of(
                "provider",
                "openai-compatible",
                "baseUrl",
                server.address(),
                "price",
                Map.of("inputPerMillion", 1, "outputPerMillion", 2));
    }

    private String generator(int replica) {
        try {
            return QueryService.json(cluster.replica(replica).post("/v1/ask", QUESTION))
                    .get("generator")
                    .asString();
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private HttpResponse<String> stream(int replica) {
        try {
            return cluster.replica(replica).post("/v1/ask", QUESTION, "", QueryService.EVENTS);
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
