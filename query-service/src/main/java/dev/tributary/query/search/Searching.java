package dev.tributary.query.search;

import dev.tributary.events.Access;
import dev.tributary.index.ChunkIndex;
import dev.tributary.index.Embedder;
import dev.tributary.index.Hit;
import dev.tributary.index.SearchMode;
import dev.tributary.index.SearchRequest;
import dev.tributary.query.search.QueryMetrics.Part;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds what a reader may read: embeds the query, then asks the index. */
@Component
public final class Searching {

    private final ChunkIndex index;
    private final Embedder embedder;
    private final QueryMetrics metrics;

    Searching(ChunkIndex index, Embedder embedder, QueryMetrics metrics) {
        this.index = index;
        this.embedder = embedder;
        this.metrics = metrics;
    }

    /** The best hits, best first. */
    public record Found(List<Hit> hits, long embedMillis, long searchMillis) {}

    /** @param limit 1 to {@link SearchRequest#MAX_LIMIT} */
    public Found search(Access access, Query query, int limit, Endpoint endpoint) {
        Stopwatch embedding = Stopwatch.start();
        float[] vector = query.mode() == SearchMode.KEYWORD ? null : embedder.embedQuery(query.text());
        long embedMillis = metrics.record(endpoint, Part.EMBED, embedding);

        Stopwatch searching = Stopwatch.start();
        List<Hit> hits =
                index.search(new SearchRequest(access, query.text(), vector, query.mode(), query.filter(), limit));
        long searchMillis = metrics.record(endpoint, Part.SEARCH, searching);
        if (hits.isEmpty()) {
            metrics.nothingFound(endpoint);
        }
        return new Found(hits, embedMillis, searchMillis);
    }
}
