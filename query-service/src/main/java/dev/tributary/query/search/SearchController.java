package dev.tributary.query.search;

import dev.tributary.events.Access;
import dev.tributary.index.Hit;
import dev.tributary.index.SearchRequest;
import dev.tributary.query.search.QueryMetrics.Part;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Asking")
class SearchController {

    private final Searching searching;
    private final QueryMetrics metrics;

    SearchController(Searching searching, QueryMetrics metrics) {
        this.searching = searching;
        this.metrics = metrics;
    }

    @Operation(operationId = "search", summary = "Finds passages")
    @ApiResponse(responseCode = "200", description = "OK", useReturnTypeSchema = true)
    @ApiResponse(
            responseCode = "429",
            description = "A limit of the caller is reached; Retry-After says when to come again")
    @PostMapping("/v1/search")
    SearchResult search(@RequestBody SearchBody body, Access access) {
        Stopwatch total = Stopwatch.start();
        Query query = body.toQuery();
        int limit = body.checkedLimit();
        @Nullable Cursor cursor = Cursor.of(body.cursor(), query);
        int offset = cursor == null ? 0 : Math.min(cursor.offset(), SearchRequest.MAX_LIMIT);
        int depth = Math.min(offset + limit + 1, SearchRequest.MAX_LIMIT);

        Searching.Found found = searching.search(access, query, depth, Endpoint.SEARCH);
        if (cursor != null) {
            cursor.checkGeneration(found.generation());
        }
        List<Hit> hits = found.hits();
        int end = Math.min(offset + limit, hits.size());
        Set<String> stems =
                Words.of(query.text()).stream().map(Words.Word::stem).collect(Collectors.toSet());
        List<SearchHit> page = hits.subList(Math.min(offset, end), end).stream()
                .map(hit -> SearchHit.of(hit, stems))
                .toList();
        @Nullable String next =
                end < hits.size() ? Cursor.at(end, query, found.generation()).encoded() : null;
        metrics.record(Endpoint.SEARCH, Part.TOTAL, total);
        return new SearchResult(page, next, new SearchResult.TookMillis(found.embedMillis(), found.searchMillis()));
    }
}
