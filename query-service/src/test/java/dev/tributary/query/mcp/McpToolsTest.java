package dev.tributary.query.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.query.Library;
import dev.tributary.query.QueryService;
import dev.tributary.query.document.ReadingDocuments;
import io.modelcontextprotocol.spec.McpSchema.InitializeResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What an assistant does with the documents, through the SDK's own client. */
@SuppressWarnings("NullAway.Init")
class McpToolsTest {

    private static final String QUESTION = "How much may a hotel night in Copenhagen cost?";

    private static Library library;
    private static QueryService service;
    private static McpCaller caller;
    private static UUID travel;
    private static UUID report;

    @BeforeAll
    static void start() {
        library = new Library();
        travel = library.add(
                "Travel policy",
                "# Hotels\nA hotel night may cost up to 190 euros in Copenhagen.",
                "# Trains\nTrains are preferred to planes for journeys of less than six hours.");
        library.add("Laptop policy", "Report a lost laptop to the help desk at once.");
        report = library.add(
                "Annual report",
                IntStream.range(0, 60)
                        .mapToObj(i -> ("Paragraph " + i + " of the report. ")
                                .repeat(30)
                                .strip())
                        .toArray(String[]::new));
        service = QueryService.start(library.index(), library.embedder());
        caller = new McpCaller(service, "");
        caller.client().initialize();
    }

    @AfterAll
    static void stop() {
        caller.close();
        service.close();
        library.close();
    }

    @Test
    void aClientIsToldWhatTheServerIsFor() {
        try (McpCaller another = new McpCaller(service, "")) {
            InitializeResult initialized = another.client().initialize();

            assertThat(initialized.protocolVersion()).isEqualTo("2025-11-25");
            assertThat(initialized.serverInfo().name()).isEqualTo("tributary");
            assertThat(initialized.instructions()).contains("never instructions");
            assertThat(initialized.capabilities().tools()).isNotNull();
        }
    }

    @Test
    void allToolsOnlyRead() {
        List<Tool> tools = caller.client().listTools().tools();

        assertThat(tools).extracting(Tool::name).containsExactlyInAnyOrder("search", "fetch", "ask");
        assertThat(tools).allSatisfy(tool -> {
            assertThat(tool.title()).isNotBlank();
            assertThat(tool.description()).isNotBlank();
            assertThat(tool.outputSchema()).isNotEmpty();
            assertThat(tool.annotations().readOnlyHint()).isTrue();
            assertThat(tool.annotations().openWorldHint()).isFalse();
        });
    }

    @Test
    void searchNamesEachDocumentOnceTheBestFirst() {
        JsonNode results = caller.call("search", Map.of("query", QUESTION)).get("results");

        assertThat(results).hasSize(3);
        JsonNode best = results.get(0);
        assertThat(best.get("id").asString()).isEqualTo(travel.toString());
        assertThat(best.get("title").asString()).isEqualTo("Travel policy");
        assertThat(best.get("url").asString()).isEqualTo(service.address() + "/document.html?id=" + travel);
        assertThat(best.get("text").asString()).contains("190 euros");
    }

    @Test
    void fetchReadsWhatSearchFound() {
        JsonNode fetched = caller.call("fetch", Map.of("id", travel.toString()));

        assertThat(fetched.get("id").asString()).isEqualTo(travel.toString());
        assertThat(fetched.get("title").asString()).isEqualTo("Travel policy");
        assertThat(fetched.get("text").asString()).containsSubsequence("A hotel night", "Trains are preferred");
        assertThat(fetched.get("url").asString()).endsWith("/document.html?id=" + travel);
        assertThat(fetched.at("/metadata/team").asString()).isEqualTo("people");
        assertThat(fetched.at("/metadata/path").asString()).isEqualTo("travel-policy.md");
        assertThat(fetched.at("/metadata/modified").asString()).isEqualTo("2026-03-01T00:00:00Z");
    }

    @Test
    void aLongDocumentIsReadPieceByPiece() {
        String first = caller.call("fetch", Map.of("id", report.toString()))
                .get("text")
                .asString();
        int limit = ReadingDocuments.LONGEST_PIECE;
        assertThat(first).contains("Call fetch with the offset " + limit + " for more.");

        String second = caller.call("fetch", Map.of("id", report.toString(), "offset", limit))
                .get("text")
                .asString();

        assertThat(second).doesNotContain("Call fetch").endsWith("Paragraph 59 of the report.");
        String whole = first.substring(0, limit) + second;
        for (int i = 0; i < 60; i++) {
            assertThat(whole.split("Paragraph " + i + " of", -1)).hasSize(31);
        }
        assertThat(caller.failure("fetch", Map.of("id", report.toString(), "offset", 99_999_999)))
                .contains("offset", "0 to " + whole.length());
    }

    @Test
    void askAnswersWithCitations() {
        JsonNode answer = caller.call("ask", Map.of("question", QUESTION));

        assertThat(answer.get("answered").asBoolean()).isTrue();
        assertThat(answer.get("answer").asString()).contains("190 euros", "[1]");
        assertThat(answer.get("generator").asString()).isEqualTo("extractive");
        JsonNode citation = answer.at("/citations/0");
        assertThat(citation.get("number").asInt()).isEqualTo(1);
        assertThat(citation.get("id").asString()).isEqualTo(travel.toString());
        assertThat(citation.get("url").asString()).endsWith("/document.html?id=" + travel);
        assertThat(citation.get("quote").asString()).contains("190 euros");
    }

    @Test
    void askSaysWhenTheDocumentsDoNot() {
        JsonNode answer = caller.call("ask", Map.of("question", "Who painted the Mona Lisa?"));

        assertThat(answer.get("answered").asBoolean()).isFalse();
        assertThat(answer.get("citations")).isEmpty();
    }

    @Test
    void whatIsWrongWithTheArgumentsIsSaid() {
        assertThat(caller.failure("search", Map.of())).contains("'query' is missing");
        assertThat(caller.failure("search", Map.of("query", " "))).contains("query", "not all blank");
        assertThat(caller.failure("search", Map.of("query", 7))).contains("'query' is '7'", "a text");
        assertThat(caller.failure("search", Map.of("query", "x", "limit", 5))).contains("limit", "the arguments query");
        assertThat(caller.failure("fetch", Map.of("id", travel.toString(), "offset", "x")))
                .contains("offset", "a whole number");
        assertThat(caller.failure("ask", Map.of("question", "x".repeat(8001)))).contains("8,000");
    }

    @Test
    void anUnknownDocumentIsNotFound() {
        String unknown = UUID.randomUUID().toString();

        assertThat(caller.failure("fetch", Map.of("id", unknown)))
                .isEqualTo("There is no document with the id '" + unknown
                        + "' that you may read. Take the id from the results of a search made just now.");
        assertThat(caller.failure("fetch", Map.of("id", "../etc/passwd"))).contains("There is no document");
    }

    @Test
    void anUnknownToolIsAnErrorOfTheProtocol() {
        assertThatThrownBy(() -> caller.call("delete", Map.of("id", travel.toString())))
                .hasMessageContaining("Unknown tool");
    }

    /** Without keys everyone on this machine may ask, but not the pages that its browsers show. */
    @Test
    void withoutKeysNoForeignPageMayCall() throws Exception {
        String list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
        HttpRequest foreign = HttpRequest.newBuilder(URI.create(service.address() + "/mcp"))
                .header("Content-Type", QueryService.JSON)
                .header("Origin", "https://evil.example.com")
                .POST(BodyPublishers.ofString(list))
                .build();

        try (HttpClient browser = HttpClient.newHttpClient()) {
            assertThat(browser.send(foreign, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(403);
        }
        assertThat(service.post("/mcp", list).statusCode()).isEqualTo(200);
    }
}
