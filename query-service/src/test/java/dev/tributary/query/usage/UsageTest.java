package dev.tributary.query.usage;

import static dev.tributary.query.RecordedCluster.ANN;
import static dev.tributary.query.RecordedCluster.BOB;
import static dev.tributary.query.RecordedCluster.BOSS;
import static dev.tributary.query.RecordedCluster.FOREIGN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.query.FakeModelServer.Reply;
import dev.tributary.query.QueryService;
import dev.tributary.query.RecordedCluster;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Money that answers took, told and limited over several processes. Each answer takes 4 tokens, 0.00004. */
@SuppressWarnings("NullAway.Init")
class UsageTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String LIMIT = "tributary.limits.callers.bob.cost-per-day=0.00012";

    private static RecordedCluster cluster;
    private static QueryService first;
    private static QueryService second;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        cluster = new RecordedCluster(directory);
        cluster.model().always(new Reply(List.of("190 euros", " [1].")));
        cluster.library().add("Travel policy", "# Hotels\nA hotel night may cost up to 190 euros.");
        first = cluster.start(LIMIT);
        second = cluster.start(LIMIT);
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
        cluster.close();
    }

    @Test
    void theDaysMoneyIsOneForAllProcessesAndOutlivesThem() throws Exception {
        assertThat(ask(first, BOB).statusCode()).isEqualTo(200);
        assertThat(ask(first, BOB).statusCode()).isEqualTo(200);
        await().atMost(SOON).until(() -> requests(first, BOB) == 2);
        assertThat(ask(first, BOB).statusCode()).isEqualTo(200);

        HttpResponse<String> refused = ask(first, BOB);
        assertThat(refused.statusCode()).isEqualTo(429);
        await().atMost(SOON).until(() -> requests(second, BOB) == 3);
        await().atMost(SOON).until(() -> ask(second, BOB).statusCode() == 429);
        try (QueryService successor = cluster.start(LIMIT)) {
            assertThat(ask(successor, BOB).statusCode()).isEqualTo(429);
            assertThat(ask(successor, BOSS).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void adminsSeeEverybodysUsageAndOthersTheirOwnWithoutMoney() throws Exception {
        ask(first, ANN);
        first.post("/v1/ask", Map.of("question", "And a hotel?", "model", "extractive"), ANN, QueryService.JSON);
        await().atMost(SOON).until(() -> requests(second, ANN) == 2);

        JsonNode own = QueryService.json(first.get("/v1/usage", ANN)).path("rows");
        assertThat(own).hasSize(2).allSatisfy(row -> assertThat(row.has("cost")).isFalse());
        JsonNode all =
                QueryService.json(first.get("/v1/usage?by=caller,model", BOSS)).path("rows");
        assertThat(all).anySatisfy(row -> {
            assertThat(row.path("caller").asString()).isEqualTo("ann");
            assertThat(row.path("model").asString()).isEqualTo("fake-model");
            assertThat(row.path("requests").asInt()).isEqualTo(1);
            assertThat(row.path("outputTokens").asInt()).isEqualTo(4);
            assertThat(row.path("cost").decimalValue()).isEqualByComparingTo("0.00004");
            assertThat(row.has("day")).isFalse();
        });
        assertThat(QueryService.json(first.get("/v1/usage", FOREIGN)).path("rows"))
                .isEmpty();
        assertThat(first.get("/v1/usage?by=hour", ANN).statusCode()).isEqualTo(400);
        assertThat(first.get("/v1/usage?from=2020-01-01T00:00:00Z", ANN).statusCode())
                .isEqualTo(400);
    }

    @Test
    void modelsAreComparedOnWhatPeopleAsked() throws Exception {
        String question = "What is the price of a night in a hotel?";
        first.post("/v1/ask", Map.of("question", question), BOSS, QueryService.JSON);
        first.post("/v1/ask", Map.of("question", question), BOSS, QueryService.JSON);
        Map<String, Object> body = Map.of("candidate", "extractive", "recorded", 20);

        JsonNode results = await().atMost(SOON)
                .until(
                        () -> QueryService.json(second.post("/v1/models:compare", body, BOSS, QueryService.JSON))
                                .path("results"),
                        found -> found.valueStream()
                                .anyMatch(
                                        each -> each.path("question").asString().equals(question)));

        assertThat(results.valueStream()
                        .map(each -> each.path("question").asString())
                        .toList())
                .doesNotHaveDuplicates();
        assertThat(second.post("/v1/models:compare", body, ANN, QueryService.JSON)
                        .statusCode())
                .isEqualTo(403);
        Map<String, Object> tooMany = Map.of("candidate", "extractive", "recorded", 21);
        assertThat(second.post("/v1/models:compare", tooMany, BOSS, QueryService.JSON)
                        .statusCode())
                .isEqualTo(400);
    }

    private static HttpResponse<String> ask(QueryService service, String key) throws Exception {
        return service.post("/v1/ask", Map.of("question", "What may a hotel night cost?"), key, QueryService.JSON);
    }

    private static long requests(QueryService service, String key) throws Exception {
        return QueryService.json(service.get("/v1/usage", key))
                .path("rows")
                .valueStream()
                .mapToLong(row -> row.path("requests").asLong())
                .sum();
    }
}
