package dev.tributary.query.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.events.Acl;
import dev.tributary.query.Library;
import dev.tributary.query.QueryService;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchTest {

    private static final String READER = "reader-key-0123456789";

    private final Library library = new Library();
    private QueryService service;
    private UUID leave;

    @BeforeAll
    void start() {
        leave = library.add("Leave", "# Annual leave\nYou request annual leave in the portal.", "Sick? Call in.");
        library.add("Kitchen", "# Coffee\nThe coffee machine is cleaned on Fridays.");
        library.add(Library.TENANT, "Secret", new Acl(Set.of("group:board")), "The annual merger is called Walrus.");
        library.add(
                "Many",
                IntStream.range(0, 25).mapToObj(i -> "Badger number " + i + ".").toArray(String[]::new));
        service = QueryService.start(
                library.index(), library.embedder(), "tributary.security.keys.reader.secret=" + READER);
    }

    @AfterAll
    void stop() {
        service.close();
        library.close();
    }

    private HttpResponse<String> search(Object body) throws Exception {
        return service.post("/v1/search", body, READER, QueryService.JSON);
    }

    private JsonNode found(Object body) throws Exception {
        HttpResponse<String> response = search(body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return QueryService.json(response);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hybrid", "semantic", "keyword"})
    void everyModeFindsThePassageAndSaysWhereItStands(String mode) throws Exception {
        JsonNode hit = found(Map.of("query", "requesting annual leave", "mode", mode, "limit", 3))
                .get("hits")
                .get(0);

        assertThat(hit.get("documentId").asString()).isEqualTo(leave.toString());
        assertThat(hit.get("title").asString()).isEqualTo("Leave");
        assertThat(hit.get("uri").asString()).isEqualTo("file:///handbook/leave.md");
        assertThat(hit.get("headingPath").get(0).asString()).isEqualTo("Annual leave");
        assertThat(hit.get("start").asInt()).isEqualTo("# Annual leave\n".length());
        assertThat(hit.get("modified").asString()).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(hit.get("score").asDouble()).isBetween(0.0, 1.0);
        String text = hit.get("text").asString();
        assertThat(hit.get("highlights"))
                .extracting(mark -> text.substring(
                        mark.get("start").asInt(), mark.get("end").asInt()))
                .containsExactly("request", "annual", "leave");
    }

    @Test
    void pagesContinueWithoutGapOrRepetition() throws Exception {
        List<String> texts = new ArrayList<>();
        Map<String, Object> body = new HashMap<>(Map.of("query", "badger number", "mode", "keyword", "limit", 10));
        JsonNode page;
        do {
            page = found(body);
            page.get("hits").forEach(hit -> texts.add(hit.get("text").asString()));
            if (page.has("nextCursor")) {
                body.put("cursor", page.get("nextCursor").asString());
            }
        } while (page.has("nextCursor"));

        assertThat(texts).hasSize(25).doesNotHaveDuplicates();
    }

    @Test
    void aCursorOfAnotherQueryIsRefused() throws Exception {
        String cursor =
                found(Map.of("query", "badger", "limit", 2)).get("nextCursor").asString();

        HttpResponse<String> response = search(Map.of("query", "coffee", "limit", 2, "cursor", cursor));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(QueryService.json(response).get("field").asString()).isEqualTo("cursor");
    }

    @Test
    void filtersNarrow() throws Exception {
        Map<String, Object> mine = Map.of("documents", List.of(leave), "metadata", Map.of("team", "people"));
        assertThat(found(Map.of("query", "coffee", "filter", mine)).get("hits"))
                .allSatisfy(hit -> assertThat(hit.get("title").asString()).isEqualTo("Leave"))
                .hasSize(2);
        Map<String, Object> later = Map.of("modifiedFrom", "2026-03-02T00:00:00Z");
        assertThat(found(Map.of("query", "coffee", "filter", later)).get("hits"))
                .isEmpty();
    }

    @Test
    void whatAReaderMayNotReadIsNotFoundNorCounted() throws Exception {
        assertThat(search(Map.of("query", "annual merger Walrus", "limit", 100)).body())
                .doesNotContain("Walrus", "Secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|query|1 to 8,000",
                "{\"query\":\" \"}|query|1 to 8,000",
                "{\"query\":\"a\",\"limit\":0}|limit|1 to 100",
                "{\"query\":\"a\",\"limit\":101}|limit|1 to 100",
                "{\"query\":\"a\",\"limit\":\"many\"}|limit|a whole number",
                "{\"query\":\"a\",\"mode\":\"magic\"}|mode|hybrid, semantic or keyword",
                "{\"query\":\"a\",\"mod\":\"hybrid\"}|mod|mode",
                "{\"query\":\"a\",\"cursor\":\"~\"}|cursor|nextCursor",
                "{\"query\":\"a\",\"filter\":{\"sources\":[null]}}|filter.sources|1 to 1000",
                "{\"query\":\"a\",\"filter\":{\"author\":[\"x\"]}}|filter.author|sources",
                "{\"query\":[\"a\"]}|query|a text",
            })
    void aRequestThatCannotBeServedNamesTheFieldAndWhatIsAllowed(String body, String field, String allowed)
            throws Exception {
        HttpResponse<String> response = search(body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = QueryService.json(response);
        assertThat(problem.get("field").asString()).isEqualTo(field);
        assertThat(problem.get("allowed").toString()).contains(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"unclosed AND (OR NOT",
                "*:* field:value~2^4 [a TO b]",
                "'; DROP TABLE documents; --",
                "<script>alert(1)</script>",
                "\u0000\u202E\uD83D\uDE80 \uFFFF",
                "{\"$gt\": \"\"}"
            })
    void hostileQueriesAreJustWords(String query) throws Exception {
        assertThat(search(Map.of("query", query)).statusCode()).isEqualTo(200);
    }

    @Test
    void anOverlongQueryIsRefusedWithoutBeingRepeated() throws Exception {
        HttpResponse<String> response = search(Map.of("query", "a".repeat(8001)));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("8001 characters").hasSizeLessThan(1000);
    }
}
