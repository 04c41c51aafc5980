package dev.tributary.index.qdrant;

import static io.qdrant.client.QueryFactory.nearest;
import static io.qdrant.client.QueryFactory.rrf;
import static io.qdrant.client.WithPayloadSelectorFactory.include;

import dev.tributary.events.Access;
import dev.tributary.events.OutageException;
import dev.tributary.index.Hit;
import dev.tributary.index.SearchMode;
import dev.tributary.index.SearchRequest;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.PrefetchQuery;
import io.qdrant.client.grpc.Points.Query;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.Rrf;
import io.qdrant.client.grpc.Points.ScoredPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks for chunk points, and then their documents' commit points whether they are to be seen: the filter keeps foreign
 * chunks from taking places, the commit points keep out what the filter cannot know yet.
 */
final class Searching {

    /** Places beyond the limit: which of equal scores come first is decided here, not by chance in the server. */
    private static final int SPARE_PLACES = 16;

    /** Each further attempt means that documents that were found have changed between the two questions. */
    private static final int MAX_ATTEMPTS = 100;

    /** Constant of reciprocal rank fusion, from Cormack, Clarke and Büttcher (2009); Qdrant counts ranks from 0. */
    private static final int RANK_CONSTANT = 61;

    private static final int FUSED_RANKINGS = 2;

    private static final Comparator<Hit> BEST_FIRST = Comparator.comparingDouble(Hit::score)
            .reversed()
            .thenComparing(hit -> hit.facts().document().documentId())
            .thenComparingInt(hit -> hit.chunk().ordinal());

    private final PointCollection points;
    private final Commits commits;
    private final WordVectors words;

    Searching(PointCollection points, Commits commits, WordVectors words) {
        this.points = points;
        this.commits = commits;
        this.words = words;
    }

    List<Hit> search(SearchRequest request) {
        SparseVector question = words.question(request.text());
        SearchMode mode =
                request.mode() == SearchMode.HYBRID && question.isEmpty() ? SearchMode.SEMANTIC : request.mode();
        if (mode == SearchMode.KEYWORD && question.isEmpty()) {
            return List.of();
        }
        Set<Dropped> droppedBefore = Set.of();
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            int places = request.limit() + SPARE_PLACES + 2 * droppedBefore.size();
            Answer answer = ask(request.access(), query(request, mode, question, places));
            boolean nothingNew = droppedBefore.containsAll(answer.dropped());
            boolean complete = answer.hits().size() >= request.limit() || answer.places() < places;
            if (nothingNew && complete) {
                return normalised(mode, answer.hits(), request.limit());
            }
            droppedBefore = answer.dropped();
        }
        throw new OutageException("Documents in Qdrant change faster than a search can read them; ask again", null);
    }

    /**
     * A point that is not to be seen, by what its document's commit point said. If that is the same in two attempts, the
     * commit point stood still meanwhile, and the second one has found all that it names.
     *
     * @param commit the commit point's version; 0 if there is none
     */
    private record Dropped(UUID point, long commit) {}

    /**
     * @param dropped points that were in the way
     * @param places how many points the server had
     */
    private record Answer(List<Hit> hits, Set<Dropped> dropped, int places) {}

    private Answer ask(Access access, QueryPoints.Builder query) {
        List<ScoredPoint> found = points.query(query);
        List<ChunkPoint> chunks = found.stream()
                .map(point -> ChunkPoint.of(point.getPayloadMap()))
                .toList();
        Map<UUID, CommitPoint> committed =
                commits.read(chunks.stream().map(ChunkPoint::documentId).collect(Collectors.toSet()));
        List<Hit> hits = new ArrayList<>();
        Set<Dropped> dropped = new HashSet<>();
        for (int i = 0; i < chunks.size(); i++) {
            ChunkPoint chunk = chunks.get(i);
            CommitPoint commit = committed.get(chunk.documentId());
            CommitPoint.Content content = visible(access, chunk, commit);
            if (content == null) {
                UUID point = UUID.fromString(found.get(i).getId().getUuid());
                dropped.add(new Dropped(point, commit == null ? 0 : commit.version()));
            } else {
                hits.add(new Hit(content.facts(), chunk.chunk(), found.get(i).getScore()));
            }
        }
        return new Answer(hits, dropped, found.size());
    }

    private static CommitPoint.@Nullable Content visible(
            Access access, ChunkPoint chunk, @Nullable CommitPoint commit) {
        CommitPoint.Content content = commit == null ? null : commit.content();
        return content != null
                        && content.version() == chunk.version()
                        && access.mayRead(
                                content.facts().document().tenant(),
                                content.facts().document().acl())
                ? content
                : null;
    }

    private static QueryPoints.Builder query(
            SearchRequest request, SearchMode mode, SparseVector question, int places) {
        Filter filter = Filters.search(request);
        QueryPoints.Builder query =
                QueryPoints.newBuilder().setLimit(places).setWithPayload(include(ChunkPoint.DISPLAYED));
        float[] vector = request.vector();
        Query words = nearest(question.values(), question.indices());
        if (mode == SearchMode.KEYWORD || vector == null) {
            return query.setQuery(words).setUsing(Fields.WORDS).setFilter(filter);
        }
        if (mode == SearchMode.SEMANTIC) {
            return query.setQuery(nearest(vector)).setUsing(Fields.DENSE).setFilter(filter);
        }
        return query.addPrefetch(prefetch(nearest(vector), Fields.DENSE, filter, places))
                .addPrefetch(prefetch(words, Fields.WORDS, filter, places))
                .setQuery(rrf(Rrf.newBuilder().setK(RANK_CONSTANT).build()));
    }

    private static PrefetchQuery.Builder prefetch(Query query, String using, Filter filter, int places) {
        return PrefetchQuery.newBuilder()
                .setQuery(query)
                .setUsing(using)
                .setFilter(filter)
                .setLimit(places);
    }

    private static List<Hit> normalised(SearchMode mode, List<Hit> hits, int limit) {
        double best = hits.stream().mapToDouble(Hit::score).max().orElse(1);
        return hits.stream()
                .map(hit -> new Hit(hit.facts(), hit.chunk(), normalised(mode, hit.score(), best)))
                .sorted(BEST_FIRST)
                .limit(limit)
                .toList();
    }

    private static double normalised(SearchMode mode, double score, double best) {
        double normalised = switch (mode) {
            case HYBRID -> score * RANK_CONSTANT / FUSED_RANKINGS;
            case SEMANTIC -> (1 + score) / 2;
            case KEYWORD -> best > 0 ? score / best : 1;
        };
        return Math.clamp(normalised, 0, 1);
    }
}
