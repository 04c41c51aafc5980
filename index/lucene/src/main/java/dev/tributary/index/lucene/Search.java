package dev.tributary.index.lucene;

import dev.tributary.index.Fusion;
import dev.tributary.index.Hit;
import dev.tributary.index.SearchRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TaskExecutor;

/** Ranks what is visible: by vector, by words, or by both. */
final class Search {

    /** Words of a question beyond these are not looked for. */
    private static final int MOST_WORDS = 256;

    private final IndexSearcher searcher;
    private final SearchRequest request;
    private final WordsAnalyzer analyzer;
    private final TaskExecutor tasks;
    private final Query visible;

    Search(IndexSearcher searcher, SearchRequest request, WordsAnalyzer analyzer, TaskExecutor tasks)
            throws IOException {
        this.searcher = searcher;
        this.request = request;
        this.analyzer = analyzer;
        this.tasks = tasks;
        visible = Queries.visible(request.access(), request.filter(), searcher.getIndexReader());
    }

    List<Hit> hits() throws IOException {
        int limit = request.limit();
        // The graph search is approximate; looking further than asked for is what makes it good
        int candidates = Math.max(3 * limit, 50);
        List<ScoreDoc> best = switch (request.mode()) {
            case SEMANTIC -> nearest(candidates).stream().limit(limit).toList();
            case KEYWORD -> relativeToFirst(wordiest(limit));
            case HYBRID ->
                fused(tasks.invokeAll(List.of(() -> nearest(candidates), () -> wordiest(candidates))), limit);
        };
        return new StoredBlocks(searcher).hits(best);
    }

    /** Scored by cosine, mapped from -1..1 to 0..1. */
    private List<ScoreDoc> nearest(int count) throws IOException {
        float[] vector = request.vector();
        if (vector == null) {
            throw new IllegalArgumentException("a " + request.mode() + " search needs a vector");
        }
        Query query = new KnnFloatVectorQuery(Fields.VECTOR, vector, count, visible);
        return Arrays.asList(searcher.search(query, count).scoreDocs);
    }

    /** Scored by BM25. */
    private List<ScoreDoc> wordiest(int count) throws IOException {
        List<String> words = analyzer.words(request.text(), MOST_WORDS);
        if (words.isEmpty()) {
            return List.of();
        }
        return Arrays.asList(searcher.search(Queries.words(words, visible), count).scoreDocs);
    }

    private static List<ScoreDoc> relativeToFirst(List<ScoreDoc> ranking) {
        return ranking.stream()
                .map(place -> new ScoreDoc(place.doc, place.score / ranking.getFirst().score))
                .toList();
    }

    private static List<ScoreDoc> fused(List<List<ScoreDoc>> rankings, int limit) {
        return Fusion.fuse(rankings.stream().map(Search::places).toList(), limit).stream()
                .map(fused -> new ScoreDoc(fused.item(), (float) fused.score()))
                .toList();
    }

    private static List<Integer> places(List<ScoreDoc> ranking) {
        return ranking.stream().map(place -> place.doc).toList();
    }
}
