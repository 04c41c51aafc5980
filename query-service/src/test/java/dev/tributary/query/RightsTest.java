package dev.tributary.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.events.Acl;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every reader, every document, every endpoint: what a reader may not read is in no answer. */
@SuppressWarnings("NullAway.Init")
class RightsTest {

    private static final String OTHER = "globex";
    private static final String QUESTION = "What is the code of the vault?";

    private static final Map<Document, UUID> ids = new HashMap<>();

    private static Library library;
    private static QueryService service;

    /** @param marker what it says and no other one does */
    record Document(String marker, String tenant, @Nullable Acl acl) {}

    private static final Document PUBLIC = new Document("zq7001xv", Library.TENANT, Acl.everyone());
    private static final Document ANNS = new Document("zq7002xv", Library.TENANT, acl("user:ann"));
    private static final Document SALES = new Document("zq7003xv", Library.TENANT, acl("group:sales"));
    private static final Document BOTH = new Document("zq7004xv", Library.TENANT, acl("user:ann", "group:sales"));
    private static final Document WITHOUT_RIGHTS = new Document("zq7005xv", Library.TENANT, null);
    private static final Document FOREIGN_PUBLIC = new Document("zq7006xv", OTHER, Acl.everyone());
    private static final Document FOREIGN_ANNS = new Document("zq7007xv", OTHER, acl("user:ann"));

    private static final List<Document> DOCUMENTS =
            List.of(PUBLIC, ANNS, SALES, BOTH, WITHOUT_RIGHTS, FOREIGN_PUBLIC, FOREIGN_ANNS);

    record Reader(String name, String tenant, String role, String principals, Set<Document> mayRead) {

        String key() {
            return "key-of-" + name + "-0123456789";
        }
    }

    private static final Reader STRANGER = new Reader("stranger", Library.TENANT, "reader", "", Set.of(PUBLIC));

    private static final List<Reader> READERS = List.of(
            STRANGER,
            new Reader("ann", Library.TENANT, "reader", "user:ann", Set.of(PUBLIC, ANNS, BOTH)),
            new Reader("seller", Library.TENANT, "writer", "user:bob,group:sales", Set.of(PUBLIC, SALES, BOTH)),
            new Reader("admin", Library.TENANT, "admin", "", Set.of(PUBLIC, ANNS, SALES, BOTH, WITHOUT_RIGHTS)),
            new Reader("foreign-ann", OTHER, "reader", "user:ann", Set.of(FOREIGN_PUBLIC, FOREIGN_ANNS)),
            new Reader("foreign-admin", OTHER, "admin", "", Set.of(FOREIGN_PUBLIC, FOREIGN_ANNS)));

    /** An endpoint, and whether it gives all that there is, so that what may be read must be in it. */
    record Endpoint(String path, Map<String, Object> body, boolean complete) {}

    private static final List<Endpoint> ENDPOINTS = List.of(
            new Endpoint("/v1/search", Map.of("query", QUESTION, "limit", 50, "mode", "hybrid"), true),
            new Endpoint("/v1/search", Map.of("query", QUESTION, "limit", 50, "mode", "semantic"), true),
            new Endpoint("/v1/search", Map.of("query", QUESTION, "limit", 50, "mode", "keyword"), true),
            new Endpoint("/v1/vector_stores/all/search", Map.of("query", QUESTION, "max_num_results", 50), true),
            new Endpoint("/v1/vector_stores/handbook/search", Map.of("query", QUESTION, "max_num_results", 50), true),
            new Endpoint("/v1/ask", Map.of("question", QUESTION, "limit", 20), false),
            new Endpoint("/v1/ask", Map.of("question", QUESTION, "limit", 20, "stream", true), false),
            new Endpoint("/v1/chat/completions", chat(false), false),
            new Endpoint("/v1/chat/completions", chat(true), false),
            new Endpoint("/v1/responses", Map.of("model", "tributary", "input", QUESTION), false),
            new Endpoint("/v1/responses", Map.of("model", "tributary", "input", QUESTION, "stream", true), false),
            new Endpoint("/mcp", tool("search", Map.of("query", QUESTION)), true),
            new Endpoint("/mcp", tool("ask", Map.of("question", QUESTION)), false));

    private static Map<String, Object> tool(String name, Map<String, Object> arguments) {
        Map<String, Object> call = Map.of("name", name, "arguments", arguments);
        return Map.of("jsonrpc", "2.0", "id", 1, "method", "tools/call", "params", call);
    }

    private static Map<String, Object> chat(boolean stream) {
        return Map.of(
                "model",
                "tributary",
                "stream",
                stream,
                "messages",
                List.of(Map.of("role", "user", "content", QUESTION)));
    }

    private static Acl acl(String... principals) {
        return new Acl(Set.of(principals));
    }

    @BeforeAll
    static void start() {
        library = new Library();
        for (Document document : DOCUMENTS) {
            UUID id = library.add(
                    document.tenant(),
                    "Vault " + document.marker().charAt(5),
                    document.acl(),
                    "The code of the vault is " + document.marker() + ".");
            ids.put(document, id);
        }
        List<String> settings = new ArrayList<>();
        for (Reader reader : READERS) {
            String key = "tributary.security.keys." + reader.name() + ".";
            settings.add(key + "secret=" + reader.key());
            settings.add(key + "role=" + reader.role());
            settings.add(key + "tenant=" + reader.tenant());
            settings.add(key + "principals=" + reader.principals());
        }
        service = QueryService.start(library.index(), library.embedder(), settings.toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        service.close();
        library.close();
    }

    static List<Reader> readers() {
        return READERS;
    }

    static List<Arguments> readersAndEndpoints() {
        return READERS.stream()
                .flatMap(reader -> ENDPOINTS.stream().map(endpoint -> Arguments.of(reader, endpoint)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("readersAndEndpoints")
    void noAnswerHoldsWhatItsReaderMayNotRead(Reader reader, Endpoint endpoint) throws Exception {
        String answer = ask(reader, endpoint);

        for (Document document : DOCUMENTS) {
            if (!reader.mayRead().contains(document)) {
                assertThat(answer).doesNotContain(document.marker());
            } else if (endpoint.complete()) {
                assertThat(answer).contains(document.marker());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("readers")
    void aWordOfAForeignDocumentFindsNothing(Reader reader) throws Exception {
        for (Document document : DOCUMENTS) {
            Map<String, Object> keyword = Map.of("mode", "keyword", "query", document.marker());
            boolean found =
                    !ask(reader, new Endpoint("/v1/search", keyword, false)).contains("\"hits\":[]");

            assertThat(found).isEqualTo(reader.mayRead().contains(document));
        }
    }

    /** What may not be read looks like what does not exist. */
    @ParameterizedTest
    @MethodSource("readers")
    void aDocumentIsReadByItsIdByThoseWhoMay(Reader reader) throws Exception {
        for (Document document : DOCUMENTS) {
            UUID id = Objects.requireNonNull(ids.get(document));
            String fetched = ask(reader, new Endpoint("/mcp", tool("fetch", Map.of("id", id)), false));
            HttpResponse<String> text = service.get("/v1/documents/" + id + "/text", reader.key());

            if (reader.mayRead().contains(document)) {
                assertThat(fetched).contains(document.marker());
                assertThat(text.body()).contains(document.marker());
            } else {
                assertThat(fetched).isEqualTo(unknown(reader, id));
                assertThat(text.statusCode()).isEqualTo(404);
                assertThat(text.body()).doesNotContain(document.marker(), "Vault");
            }
        }
    }

    /** What is said of a document that is not there, with another id. */
    private static String unknown(Reader reader, UUID id) throws Exception {
        String unknown = UUID.randomUUID().toString();
        return ask(reader, new Endpoint("/mcp", tool("fetch", Map.of("id", unknown)), false))
                .replace(unknown, id.toString());
    }

    /** Models, routes and the size of the index belong to the installation, not to a tenant. */
    @Test
    void whatAllTenantsShareIsForAdminsOfTheInstallationsOwn() throws Exception {
        Reader own = READERS.get(3);
        Reader foreign = READERS.get(5);
        Map<String, Object> routes = Map.of("default", Map.of("models", List.of(Map.of("name", "nobody"))));
        assertThat(service.put("/v1/routes", routes, foreign.key()).statusCode())
                .isEqualTo(403);
        assertThat(service.put("/v1/routes", routes, own.key()).statusCode()).isNotEqualTo(403);
        assertThat(service.put("/v1/models/m", Map.of(), foreign.key()).statusCode())
                .isEqualTo(403);
        assertThat(service.put("/v1/models/m", Map.of(), own.key()).statusCode())
                .isNotEqualTo(403);
        assertThat(service.post("/v1/models/m:check", Map.of(), foreign.key(), "*/*")
                        .statusCode())
                .isEqualTo(403);
        assertThat(service.get("/v1/index", foreign.key()).body()).doesNotContain("\"documents\"");
        assertThat(service.get("/v1/index", own.key()).body()).contains("\"documents\"");
    }

    @Test
    void aFilterCannotWidenWhatMayBeRead() throws Exception {
        Map<String, Object> filter = Map.of("sources", List.of("handbook"), "metadata", Map.of("team", "people"));
        Map<String, Object> body = Map.of("query", QUESTION, "limit", 50, "filter", filter);

        assertThat(ask(STRANGER, new Endpoint("/v1/search", body, true)))
                .contains(PUBLIC.marker())
                .doesNotContain(ANNS.marker(), FOREIGN_PUBLIC.marker());
    }

    private static String ask(Reader reader, Endpoint endpoint) throws IOException, InterruptedException {
        return service.post(endpoint.path(), endpoint.body(), reader.key(), QueryService.JSON)
                .body();
    }
}
