package dev.tributary.query.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.query.Library;
import dev.tributary.query.QueryService;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init")
class RateLimitTest {

    private static final String BUSY = "busy-0123456789abcdef";
    private static final String CHATTY = "chatty-0123456789abcdef";
    private static final String VIP = "vip-0123456789abcdef";
    private static final Map<String, String> SEARCH = Map.of("query", "hotel", "mode", "keyword");

    private static Library library;
    private static QueryService service;

    @BeforeAll
    static void start() {
        library = new Library();
        service = QueryService.start(
                library.index(),
                library.embedder(),
                "tributary.security.keys.busy.secret=" + BUSY,
                "tributary.security.keys.chatty.secret=" + CHATTY,
                "tributary.security.keys.vip.secret=" + VIP,
                "tributary.limits.requests-per-minute=2",
                "tributary.limits.callers.vip.requests-per-minute=1000");
    }

    @AfterAll
    static void stop() {
        service.close();
        library.close();
    }

    @Test
    void theCallerIsToldWhatIsLeftAndWhenToComeAgain() throws Exception {
        HttpResponse<String> first = search(BUSY);
        search(BUSY);
        HttpResponse<String> third = search(BUSY);

        assertThat(first.headers().firstValue("RateLimit"))
                .hasValueSatisfying(left -> assertThat(left).startsWith("\"requests\";r=1;t="));
        assertThat(first.headers().firstValue("RateLimit-Policy")).hasValue("\"requests\";q=2;w=60");
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.headers().firstValue("Retry-After")).isPresent();
        assertThat(QueryService.json(third).path("detail").asString()).contains("2 requests a minute");
    }

    @Test
    void anotherCallerHasAnotherAllowance() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(search(VIP).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void openAisClientsAreToldInTheirWay() throws Exception {
        Map<String, Object> chat =
                Map.of("model", "tributary", "messages", List.of(Map.of("role", "user", "content", "hotel")));
        for (int i = 0; i < 2; i++) {
            service.post("/v1/chat/completions", chat, CHATTY, QueryService.JSON);
        }
        HttpResponse<String> third = service.post("/v1/chat/completions", chat, CHATTY, QueryService.JSON);

        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(QueryService.json(third).at("/error/code").asString()).isEqualTo("rate_limit_exceeded");
    }

    private static HttpResponse<String> search(String key) throws Exception {
        return service.post("/v1/search", SEARCH, key, QueryService.JSON);
    }
}
