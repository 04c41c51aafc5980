package dev.tributary.query.mcp;

import dev.tributary.events.DocumentVersion;
import dev.tributary.index.Hit;
import dev.tributary.index.SearchFilter;
import dev.tributary.index.SearchMode;
import dev.tributary.query.document.VisibleText;
import dev.tributary.query.search.Endpoint;
import dev.tributary.query.search.Query;
import dev.tributary.query.search.Searching;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The documents that have most to say about something. */
final class SearchTool implements DocumentTool {

    private static final int MOST_DOCUMENTS = 10;

    /** Several of the best passages may be of one document. */
    private static final int PASSAGES = 60;

    private final Searching searching;

    SearchTool(Searching searching) {
        this.searching = searching;
    }

    record Results(List<Result> results) {}

    /** @param text the passage that matches best */
    record Result(String id, String title, String url, String text) {}

    @Override
    public Tool definition() {
        McpJsonMapper json = McpJsonDefaults.getMapper();
        return Tool.builder("search", json, """
                        {"type": "object", "required": ["query"], "additionalProperties": false, "properties": {
                          "query": {"type": "string", "minLength": 1, "maxLength": 8000,
                            "description": "A question or words to look for, in any language. Plain text: there are no operators."}}}
                        """)
                .title("Search the documents")
                .description("""
                        Searches the organisation's own documents by meaning and by words, and returns up to 10 of them, \
                        the best first, each with its id, title, url and the passage that matches best. Only documents \
                        that the user may read are found. Read a whole document with fetch and its id.""")
                .outputSchema(json, """
                        {"type": "object", "required": ["results"], "properties": {
                          "results": {"type": "array", "items": {"type": "object", "required": ["id", "title", "url"],
                            "properties": {
                              "id": {"type": "string", "description": "For fetch"},
                              "title": {"type": "string"},
                              "url": {"type": "string", "description": "Where a person can open the document; for citations"},
                              "text": {"type": "string", "description": "The passage that matches best"}}}}}}
                        """)
                .annotations(READ_ONLY)
                .build();
    }

    @Override
    public Results call(Arguments arguments, Caller caller) {
        Query query =
                new Query(Query.checkedText("query", arguments.text("query")), SearchMode.HYBRID, SearchFilter.none());
        Map<UUID, Result> results = new LinkedHashMap<>();
        for (Hit hit : searching
                .search(caller.access(), query, PASSAGES, Endpoint.SEARCH)
                .hits()) {
            DocumentVersion document = hit.facts().document();
            results.putIfAbsent(
                    document.documentId(),
                    new Result(
                            document.documentId().toString(),
                            VisibleText.line(hit.facts().title()),
                            caller.links().to(document.documentId(), document.uri()),
                            VisibleText.of(hit.chunk().text())));
        }
        return new Results(results.values().stream().limit(MOST_DOCUMENTS).toList());
    }
}
