package dev.tributary.query.openai;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tributary.events.Access;
import dev.tributary.index.Hit;
import dev.tributary.index.SearchFilter;
import dev.tributary.index.SearchMode;
import dev.tributary.platform.web.InvalidRequestException;
import dev.tributary.query.search.Endpoint;
import dev.tributary.query.search.Query;
import dev.tributary.query.search.Searching;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** OpenAI's search in a vector store: a source is a store, and "all" is all that the caller may read. */
@RestController
@Tag(name = "OpenAI's API")
class VectorStoreController {

    private static final String ALL = "all";
    private static final int DEFAULT_RESULTS = 10;
    private static final int MOST_RESULTS = 50;

    private final Searching searching;

    VectorStoreController(Searching searching) {
        this.searching = searching;
    }

    /**
     * @param query a text, or a list of texts that are searched for together
     * @param maxNumResults 1 to 50; 10 if left out
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Body(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable JsonNode query,

            @Nullable JsonNode filters,
            @Nullable Integer maxNumResults) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Page(
            String object,
            List<String> searchQuery,
            List<Result> data,
            boolean hasMore,
            @Nullable String nextPage) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Result(String fileId, String filename, double score, Map<String, String> attributes, List<Content> content) {

        static Result of(Hit hit) {
            Map<String, String> attributes =
                    new TreeMap<>(hit.facts().document().metadata());
            attributes.put("title", hit.facts().title());
            attributes.put("url", hit.facts().document().uri());
            return new Result(
                    hit.facts().document().documentId().toString(),
                    hit.facts().document().nativeId(),
                    hit.score(),
                    attributes,
                    List.of(new Content("text", hit.chunk().text())));
        }
    }

    record Content(@JsonProperty("type") String type, String text) {}

    @Operation(operationId = "searchVectorStore", summary = "Searches a source, or all of them")
    @ApiResponse(responseCode = "200", description = "OK", useReturnTypeSchema = true)
    @ApiResponse(
            responseCode = "429",
            description = "A limit of the caller is reached; Retry-After says when to come again")
    @PostMapping("/v1/vector_stores/{store}/search")
    Page search(@PathVariable String store, @RequestBody Body body, Access access) {
        String text = text(body.query());
        SearchFilter filter = AttributeFilter.of(body.filters(), ALL.equals(store) ? null : store);
        Query query = new Query(text, SearchMode.HYBRID, filter);
        List<Hit> hits = searching
                .search(access, query, checkedResults(body.maxNumResults()), Endpoint.SEARCH)
                .hits();
        return new Page(
                "vector_store.search_results.page",
                List.of(text),
                hits.stream().map(Result::of).toList(),
                false,
                null);
    }

    private static String text(@Nullable JsonNode query) {
        if (query != null && query.isArray()) {
            List<String> texts = query.valueStream()
                    .map(each -> Query.checkedText("query", each.asString("")))
                    .toList();
            return Query.checkedText("query", String.join("\n", texts));
        }
        return Query.checkedText("query", query == null ? null : query.asString(""));
    }

    private static int checkedResults(@Nullable Integer wanted) {
        if (wanted == null) {
            return DEFAULT_RESULTS;
        }
        if (wanted < 1 || wanted > MOST_RESULTS) {
            throw new InvalidRequestException("max_num_results", wanted, "1 to " + MOST_RESULTS);
        }
        return wanted;
    }
}
