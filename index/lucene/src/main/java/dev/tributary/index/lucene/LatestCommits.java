package dev.tributary.index.lucene;

import dev.tributary.index.CommitRecord;
import java.io.IOException;
import java.util.UUID;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LiveFieldValues;
import org.apache.lucene.search.ReferenceManager;
import org.jspecify.annotations.Nullable;

/** Commit records including those that searches do not see yet, which are kept here until they do. */
final class LatestCommits extends LiveFieldValues<IndexSearcher, CommitRecord> {

    /** Stands for a deleted record, which there never is. */
    private static final CommitRecord NONE = new CommitRecord(new UUID(0, 0), "", 0, true, null, null, 0);

    LatestCommits(ReferenceManager<IndexSearcher> searchers) {
        super(searchers, NONE);
    }

    @Override
    protected @Nullable CommitRecord lookupFromSearcher(IndexSearcher searcher, String documentId) throws IOException {
        return new StoredBlocks(searcher).commit(documentId);
    }
}
