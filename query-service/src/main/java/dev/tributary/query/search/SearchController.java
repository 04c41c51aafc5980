package dev.tributary.query.search;

import dev.tributary.events.Access;
import dev.tributary.index.Hit;
import dev.tributary.index.SearchRequest;
import dev.tributary.query.search.QueryMetrics.Part;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class SearchController {

    private final Searching searching;
    private final QueryMetrics metrics;

    SearchController(Searching searching, QueryMetrics metrics) {
        this.searching = searching;
        this.metrics = metrics;
    }

    @PostMapping("/v1/search")
    SearchResult search(@RequestBody SearchBody body, Access access) {
        Stopwatch total = Stopwatch.start();
        Query query = body.toQuery();
        int limit = body.checkedLimit();
        int offset = Math.min(Cursor.offset(body.cursor(), query), SearchRequest.MAX_LIMIT);
        int depth = Math.min(offset + limit + 1, SearchRequest.MAX_LIMIT);

        Searching.Found found = searching.search(access, query, depth, Endpoint.SEARCH);
        List<Hit> hits = found.hits();
        int end = Math.min(offset + limit, hits.size());
        Set<String> stems =
                Words.of(query.text()).stream().map(Words.Word::stem).collect(Collectors.toSet());
        List<SearchHit> page = hits.subList(Math.min(offset, end), end).stream()
                .map(hit -> SearchHit.of(hit, stems))
                .toList();
        @Nullable String next = end < hits.size() ? Cursor.at(end, query).encoded() : null;
        metrics.record(Endpoint.SEARCH, Part.TOTAL, total);
        return new SearchResult(page, next, new SearchResult.TookMillis(found.embedMillis(), found.searchMillis()));
    }
}
