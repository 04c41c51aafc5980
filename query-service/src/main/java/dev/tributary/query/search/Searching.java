package dev.tributary.query.search;

import dev.tributary.events.Access;
import dev.tributary.index.Hit;
import dev.tributary.index.SearchMode;
import dev.tributary.index.SearchRequest;
import dev.tributary.index.starter.LiveIndex;
import dev.tributary.index.starter.OpenGeneration;
import dev.tributary.query.search.QueryMetrics.Part;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds what a reader may read: embeds the query, then asks the index. */
@Component
public final class Searching {

    private final LiveIndex live;
    private final QueryMetrics metrics;

    Searching(LiveIndex live, QueryMetrics metrics) {
        this.live = live;
        this.metrics = metrics;
    }

    /**
     * The best hits, best first.
     *
     * @param generation fingerprint of the index that they are from
     */
    public record Found(String generation, List<Hit> hits, long embedMillis, long searchMillis) {}

    /** @param limit 1 to {@link SearchRequest#MAX_LIMIT} */
    public Found search(Access access, Query query, int limit, Endpoint endpoint) {
        return live.with(open -> search(open, access, query, limit, endpoint));
    }

    private Found search(OpenGeneration open, Access access, Query query, int limit, Endpoint endpoint) {
        Stopwatch embedding = Stopwatch.start();
        float[] vector =
                query.mode() == SearchMode.KEYWORD ? null : open.embedder().embedQuery(query.text());
        long embedMillis = metrics.record(endpoint, Part.EMBED, embedding);

        Stopwatch searching = Stopwatch.start();
        List<Hit> hits = open.index()
                .search(new SearchRequest(access, query.text(), vector, query.mode(), query.filter(), limit));
        long searchMillis = metrics.record(endpoint, Part.SEARCH, searching);
        if (hits.isEmpty()) {
            metrics.nothingFound(endpoint);
        }
        return new Found(open.fingerprint(), hits, embedMillis, searchMillis);
    }
}
