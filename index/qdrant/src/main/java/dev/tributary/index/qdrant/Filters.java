package dev.tributary.index.qdrant;

import static io.qdrant.client.ConditionFactory.filter;
import static io.qdrant.client.ConditionFactory.hasId;
import static io.qdrant.client.ConditionFactory.match;
import static io.qdrant.client.ConditionFactory.matchKeyword;
import static io.qdrant.client.ConditionFactory.matchKeywords;
import static io.qdrant.client.ConditionFactory.range;
import static io.qdrant.client.PointIdFactory.id;

import dev.tributary.events.Access;
import dev.tributary.index.SearchFilter;
import dev.tributary.index.SearchRequest;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.Range;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The conditions that points are chosen by. */
final class Filters {

    /** Matches no point: no point is of this kind. */
    static final Filter NOTHING =
            Filter.newBuilder().addMust(matchKeyword(Fields.KIND, "none")).build();

    static final Filter COMMITS = Filter.newBuilder()
            .addMust(matchKeyword(Fields.KIND, Fields.COMMIT_KIND))
            .build();

    static final Filter LIVE_COMMITS =
            COMMITS.toBuilder().addMust(match(Fields.REMOVED, false)).build();

    static final Filter CHUNKS = Filter.newBuilder()
            .addMust(matchKeyword(Fields.KIND, Fields.CHUNK_KIND))
            .build();

    private Filters() {}

    /** Chunks that the request asks for and its reader may read, as far as chunk points know. */
    static Filter search(SearchRequest request) {
        Access access = request.access();
        Filter.Builder all = CHUNKS.toBuilder().addMust(matchKeyword(Fields.TENANT, access.tenant()));
        if (!access.admin()) {
            anyOf(all, Fields.READERS, access.principals());
        }
        SearchFilter filter = request.filter();
        anyOfUnlessEmpty(
                all,
                Fields.DOCUMENT,
                filter.documents().stream().map(UUID::toString).collect(Collectors.toSet()));
        anyOfUnlessEmpty(all, Fields.SOURCE, filter.sources());
        anyOfUnlessEmpty(all, Fields.MEDIA_TYPE, filter.mediaTypes());
        anyOfUnlessEmpty(all, Fields.LANGUAGE, filter.languages());
        filter.metadata()
                .forEach((key, value) ->
                        all.addMust(matchKeyword(Fields.METADATA, ChunkPoint.metadataKeyword(key, value))));
        Instant from = filter.modifiedFrom();
        if (from != null) {
            all.addMust(range(
                    Fields.MODIFIED,
                    Range.newBuilder()
                            .setGte((double) ChunkPoint.modifiedValue(from))
                            .build()));
        }
        Instant before = filter.modifiedBefore();
        if (before != null) {
            all.addMust(range(
                    Fields.MODIFIED,
                    Range.newBuilder()
                            .setLt((double) ChunkPoint.modifiedValue(before))
                            .build()));
        }
        return all.build();
    }

    /** The commit points as they were seen, and only if nobody has changed them since. */
    static Filter unchanged(Collection<CommitPoint> seen) {
        return anyOf(
                seen,
                commit -> Filter.newBuilder()
                        .addMust(hasId(id(commit.documentId())))
                        .addMust(match(Fields.VERSION, commit.version())));
    }

    /**
     * Chunks that can never be visible again: of versions up to the commit's that are not the one that it names. Chunks
     * of later versions may be on their way to a commit of their own.
     */
    static Filter garbage(Collection<CommitPoint> commits) {
        return anyOf(commits, commit -> {
            Filter.Builder garbage = chunksOf(commit)
                    .addMust(range(
                            Fields.VERSION,
                            Range.newBuilder().setLte((double) commit.version()).build()));
            CommitPoint.Content content = commit.content();
            return content == null ? garbage : garbage.addMustNot(match(Fields.VERSION, content.version()));
        });
    }

    /** Visible chunks that do not have the commit's facts yet. */
    static Filter outdated(CommitPoint commit, CommitPoint.Content content) {
        return chunksOf(commit)
                .addMust(match(Fields.VERSION, content.version()))
                .addMust(before(commit))
                .build();
    }

    /** Of those the ones that can be found by a title that is not the document's any more. */
    static Filter misnamed(CommitPoint commit, CommitPoint.Content content) {
        return outdated(commit, content).toBuilder()
                .addMustNot(matchKeyword(Fields.TITLE, content.facts().title()))
                .build();
    }

    static Filter factsBefore(CommitPoint commit) {
        return Filter.newBuilder().addMust(before(commit)).build();
    }

    private static Condition before(CommitPoint commit) {
        return range(
                Fields.FACTS_VERSION,
                Range.newBuilder().setLt((double) commit.version()).build());
    }

    private static Filter.Builder chunksOf(CommitPoint commit) {
        return CHUNKS.toBuilder()
                .addMust(matchKeyword(Fields.DOCUMENT, commit.documentId().toString()));
    }

    private static Filter anyOf(Collection<CommitPoint> commits, Function<CommitPoint, Filter.Builder> conditions) {
        if (commits.isEmpty()) {
            throw new IllegalArgumentException("a filter without conditions would match every point");
        }
        Filter.Builder any = Filter.newBuilder();
        commits.forEach(commit -> any.addShould(filter(conditions.apply(commit).build())));
        return any.build();
    }

    private static void anyOfUnlessEmpty(Filter.Builder all, String field, Set<String> allowed) {
        if (!allowed.isEmpty()) {
            anyOf(all, field, allowed);
        }
    }

    private static void anyOf(Filter.Builder all, String field, Set<String> allowed) {
        all.addMust(matchKeywords(field, allowed.stream().sorted().toList()));
    }
}
