package dev.tributary.query.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.query.FakeModelServer;
import dev.tributary.query.Library;
import dev.tributary.query.QueryService;
import dev.tributary.query.mcp.McpCaller;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CostLimitTest {

    private static final Map<String, String> QUESTION = Map.of("question", "What may a hotel night cost?");

    @Test
    void whoHasSpentTheDaysMoneyIsToldWhenThereIsMore() throws Exception {
        HttpResponse<String> refused = second("tributary.limits.cost-per-day=0.000001");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(QueryService.json(refused).path("detail").asString()).contains("0.000001 a day");
    }

    @Test
    void whoHasUsedTheMinutesTokensIsToldWhenThereAreMore() throws Exception {
        HttpResponse<String> refused = second("tributary.limits.tokens-per-minute=1");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(QueryService.json(refused).path("detail").asString()).contains("1 tokens a minute");
    }

    @Test
    void whoHasEnoughIsAnswered() throws Exception {
        assertThat(second("tributary.limits.cost-per-day=100").statusCode()).isEqualTo(200);
    }

    @Test
    void anAssistantIsToldTooWhenThereIsMore() throws Exception {
        String refused = second("tributary.limits.tokens-per-minute=1", service -> {
            try (McpCaller assistant = new McpCaller(service, "")) {
                return assistant.failure("ask", Map.copyOf(QUESTION));
            }
        });

        assertThat(refused).contains("1 tokens a minute", "Come again in");
    }

    void anAnswerThatBreaksOffIsPaidForAsFarAsItWasWritten() throws Exception {
        try (Library library = new Library();
                FakeModelServer server = new FakeModelServer()) {
            library.add("Travel policy", "# Hotels\nA hotel night may cost up to 190 euros.");
            server.then(new FakeModelServer.BreakOff(List.of("190")));
            try (QueryService service = start(library, server, "tributary.limits.cost-per-day=0.000001")) {
                assertThat(service.post("/v1/ask", QUESTION).statusCode()).isEqualTo(502);
                assertThat(service.post("/v1/ask", QUESTION).statusCode()).isEqualTo(429);
            }
        }
    }

    private static QueryService start(Library library, FakeModelServer server, String limit) {
        return QueryService.start(
                library.index(),
                library.embedder(),
                "tributary.chat.base-url=" + server.address(),
                "tributary.chat.model=fake",
                "tributary.chat.output-price=10",
                limit);
    }

    private static HttpResponse<String> second(String limit) throws Exception {
        return second(limit, service -> service.post("/v1/ask", QUESTION));
    }

    private interface Asking<T> {
        T ask(QueryService service) throws Exception;
    }

    /** The answer to the second of two questions. */
    private static <T> T second(String limit, Asking<T> asking) throws Exception {
        try (Library library = new Library();
                FakeModelServer server = new FakeModelServer()) {
            library.add("Travel policy", "# Hotels\nA hotel night may cost up to 190 euros.");
            server.thenReply("190 euros [1].");
            server.thenReply("190 euros [1].");
            try (QueryService service = start(library, server, limit)) {
                assertThat(service.post("/v1/ask", QUESTION).statusCode()).isEqualTo(200);
                return asking.ask(service);
            }
        }
    }
}
