package dev.tributary.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@TestInstance(Lifecycle.PER_CLASS)
final class ProblemsTest {

    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start("--server.address=127.0.0.1", "--tributary.web.max-body-size=1KB");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'query':'a','limit':5,'lmit':1} | lmit | There is no field 'lmit' at line 1",
                "{'query':'a','limit':'many'} | limit | 'limit' is 'many' at line 1, column 22; allowed: a whole number",
                "{'query':'a','limit':null} | limit | 'limit' has the wrong type",
                "{'query':'a'} | limit | 'limit' has the wrong type",
                "{'query':'a','limit':5,'mode':'FAST'} | mode | 'mode' is 'FAST' at line 1, column 31; allowed: HYBRID",
                "{'query':'a','limit':5,'filters':[{'feld':'b'}]} | filters[0].feld | There is no field 'filters[0].feld'",
                "{'query':'a','limit':500} | limit | 'limit' is '500'; allowed: 1 to 100",
                "{'query':'a','limit':5} {} | `` | Malformed JSON at line 1",
                "{'query':'a',} | `` | Malformed JSON at line 1, column 14",
                "[] | `` | The body has the wrong type",
                "`` | `` | The body is missing",
            })
    void aBadBodyIsExplained(String body, String field, String detail) throws Exception {
        JsonNode problem = problem(server.send("POST", "/v1/search", body.replace('\'', '"')), 400);
        assertThat(problem.path("detail").asString()).startsWith(detail);
        assertThat(problem.path("field").asString("")).isEqualTo(field);
    }

    @Test
    void anUnknownFieldComesWithTheKnownOnes() throws Exception {
        JsonNode problem = problem(server.send("POST", "/v1/search", "{\"limit\":1,\"x\":1}"), 400);
        assertThat(problem.path("allowed").toString()).isEqualTo("[\"filters\",\"limit\",\"mode\",\"query\"]");
    }

    @Test
    void parametersAreExplained() throws Exception {
        JsonNode missing = problem(server.send("GET", "/v1/status", ""), 400);
        assertThat(missing.path("detail").asString()).isEqualTo("Parameter 'days' is missing");
        JsonNode wrong = problem(server.send("GET", "/v1/status?days=all", ""), 400);
        assertThat(wrong.path("detail").asString()).isEqualTo("'days' is 'all'; allowed: a whole number");
        assertThat(wrong.path("field").asString()).isEqualTo("days");
    }

    @Test
    void wrongPathMethodAndTypesAreProblems() throws Exception {
        assertThat(problem(server.send("GET", "/v1/nothing", ""), 404)
                        .path("detail")
                        .asString())
                .isEqualTo("There is nothing at GET /v1/nothing");
        HttpResponse<String> method = server.send("PATCH", "/v1/search", "{}");
        assertThat(problem(method, 405).path("allowed").toString()).isEqualTo("[\"POST\"]");
        assertThat(method.headers().firstValue("Allow")).contains("POST");
        assertThat(problem(server.send("POST", "/v1/search", "{\"limit\":1}", "Accept", "text/csv"), 406)
                        .path("detail")
                        .asString())
                .contains("application/json");
        assertThat(problem(server.send("POST", "/v1/search", "a", "Content-Type", "text/plain"), 415)
                        .path("detail")
                        .asString())
                .startsWith("The Content-Type is text/plain;charset=UTF-8; allowed: application/");
    }

    @Test
    void aTooLargeBodyIsRefusedWithTheLimit() throws Exception {
        String large = "{\"query\":\"" + "a".repeat(2000) + "\",\"limit\":1}";
        assertThat(problem(server.send("POST", "/v1/search", large), 413)
                        .path("detail")
                        .asString())
                .isEqualTo("The body is larger than 1024 bytes, which is the limit here");
        var chunked =
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8)));
        assertThat(problem(server.send("POST", "/v1/search", chunked), 413)
                        .path("allowed")
                        .asString())
                .isEqualTo("at most 1024 bytes");
    }

    @Test
    void anOutageAsksToRetryAndKeepsAddressesInside() throws Exception {
        HttpResponse<String> response = server.send("GET", "/v1/search/failing?how=outage", "");
        problem(response, 503);
        assertThat(response.headers().firstValue("Retry-After")).contains("7");
        assertThat(response.body()).doesNotContain("kafka.internal");
    }

    @Test
    void anUnexpectedFailureTellsItsIdOnly() throws Exception {
        HttpResponse<String> response = server.send("GET", "/v1/search/failing?how=bug", "");
        JsonNode problem = problem(response, 500);
        assertThat(problem.path("detail").asString())
                .contains(problem.path("id").asString("none"));
        assertThat(response.body()).doesNotContain("internal detail", "Exception", "dev.tributary");
    }

    @Test
    void whatTheFirewallRefusesIsAProblemToo() throws Exception {
        problem(server.send("GET", "/v1//status", ""), 400);
    }

    private static JsonNode problem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = JsonMapper.shared().readTree(response.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asString()).isNotBlank();
        assertThat(problem.path("detail").asString()).isNotBlank();
        return problem;
    }
}
