package dev.tributary.index.lucene;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.FilterMergePolicy;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.SegmentCommitInfo;
import org.apache.lucene.index.SegmentInfos;
import org.jspecify.annotations.Nullable;

/** Merges as another policy does, but rewrites exactly the segments that are to be purged, each by itself. */
final class PurgingMergePolicy extends FilterMergePolicy {

    private volatile Set<String> purged = Set.of();

    PurgingMergePolicy(MergePolicy policy) {
        super(policy);
    }

    /** A call of Lucene's that asks this policy which segments to rewrite. */
    interface Rewrite {
        void run() throws IOException;
    }

    /** One at a time. */
    synchronized void purge(Set<String> segments, Rewrite rewrite) throws IOException {
        purged = Set.copyOf(segments);
        try {
            rewrite.run();
        } finally {
            purged = Set.of();
        }
    }

    @Override
    public @Nullable MergeSpecification findForcedDeletesMerges(SegmentInfos infos, MergeContext context) {
        MergeSpecification merges = new MergeSpecification();
        for (SegmentCommitInfo segment : infos) {
            boolean free = !context.getMergingSegments().contains(segment);
            if (free && purged.contains(segment.info.name)) {
                merges.add(new OneMerge(List.of(segment)));
            }
        }
        return merges.merges.isEmpty() ? null : merges;
    }
}
