package dev.tributary.index.lucene;

import dev.tributary.index.CommitRecord;
import dev.tributary.index.DocumentWrite;
import dev.tributary.index.WriteOutcome;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SegmentReader;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.IOUtils;

/** One life of Lucene's writer. */
final class WriteSession implements Closeable {

    private static final double BUFFER_MEGABYTES = 64;
    private static final int STRIPES = 64;
    private static final int MAX_PURGES = 80;

    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final LatestCommits commits;
    private final List<Object> stripes =
            Stream.generate(Object::new).limit(STRIPES).toList();
    private final Object durability = new Object();
    private final int dimensions;
    private final PurgingMergePolicy merging;
    private long durable;

    private WriteSession(
            Directory directory,
            IndexWriter writer,
            SearcherManager searchers,
            int dimensions,
            PurgingMergePolicy merging) {
        this.merging = merging;
        this.directory = directory;
        this.writer = writer;
        this.searchers = searchers;
        this.dimensions = dimensions;
        commits = new LatestCommits(searchers);
    }

    static WriteSession open(Path path, int dimensions, Analyzer analyzer) throws IOException {
        Directory directory = FSDirectory.open(path);
        IndexWriter writer = null;
        PurgingMergePolicy merging = new PurgingMergePolicy(new TieredMergePolicy());
        Merges merges = new Merges();
        try {
            boolean fresh = !DirectoryReader.indexExists(directory);
            IndexWriterConfig configuration =
                    configuration(dimensions, analyzer).setMergePolicy(merging).setMergeScheduler(merges);
            writer = new IndexWriter(directory, configuration);
            if (fresh) {
                writer.setLiveCommitData(Dimensions.commitData(dimensions).entrySet());
                writer.commit();
            }
            Dimensions.check(path, dimensions, commitData(writer));
            WriteSession session =
                    new WriteSession(directory, writer, new SearcherManager(writer, null), dimensions, merging);
            merges.onDone(session::showMerged);
            writer.maybeMerge();
            return session;
        } catch (IOException | RuntimeException failure) {
            IOUtils.closeWhileHandlingException(writer, directory);
            throw failure;
        }
    }

    private static IndexWriterConfig configuration(int dimensions, Analyzer analyzer) {
        return new IndexWriterConfig(analyzer)
                .setCodec(new VectorCodec(dimensions))
                .setRAMBufferSizeMB(BUFFER_MEGABYTES)
                .setMaxFullFlushMergeWaitMillis(0)
                .setCommitOnClose(false);
    }

    /**
     * Rewrites the segments that hold deleted members of the documents' blocks. A merge that was under way may carry them
     * over into a new segment, so it is looked again until there are none.
     */
    void purge(Collection<UUID> documentIds) throws IOException {
        for (int attempt = 1; ; attempt++) {
            searchers.maybeRefreshBlocking();
            Set<String> segments = segmentsWithRemainsOf(documentIds);
            if (segments.isEmpty()) {
                break;
            }
            if (attempt > MAX_PURGES) {
                throw new IOException("segments " + segments + " keep deleted documents however often they are merged");
            }
            merging.purge(segments, () -> writer.forceMergeDeletes(true));
            awaitOtherMerges(attempt);
        }
        writer.commit();
        searchers.maybeRefreshBlocking();
        writer.deleteUnusedFiles();
    }

    /** A segment that is being merged for another reason cannot be rewritten; a purge that goes well does not wait. */
    private static void awaitOtherMerges(int attempt) throws InterruptedIOException {
        try {
            TimeUnit.MILLISECONDS.sleep(10L * (attempt - 1));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the index was purged");
        }
    }

    private Set<String> segmentsWithRemainsOf(Collection<UUID> documentIds) throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            Set<String> segments = new HashSet<>();
            for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
                if (leaf.reader() instanceof SegmentReader segment && Remains.areIn(segment, documentIds)) {
                    segments.add(segment.getSegmentName());
                }
            }
            return segments;
        } finally {
            searchers.release(searcher);
        }
    }

    private static Map<String, String> commitData(IndexWriter writer) {
        return StreamSupport.stream(writer.getLiveCommitData().spliterator(), false)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    boolean isOpen() {
        return writer.isOpen();
    }

    SearcherManager searchers() {
        return searchers;
    }

    List<WriteOutcome> write(List<? extends DocumentWrite> writes) throws IOException {
        writes.forEach(this::checkVectors);
        List<WriteOutcome> outcomes = new ArrayList<>(writes.size());
        for (DocumentWrite write : writes) {
            outcomes.add(apply(write));
        }
        makeDurable(writer.getMaxCompletedSequenceNumber());
        searchers.maybeRefreshBlocking();
        return outcomes;
    }

    private void checkVectors(DocumentWrite write) {
        if (write instanceof DocumentWrite.Replace replace) {
            for (float[] vector : replace.vectors()) {
                if (vector.length != dimensions) {
                    throw new IllegalArgumentException("A vector of document " + write.documentId() + " has "
                            + vector.length + " dimensions, the index has " + dimensions);
                }
            }
        }
    }

    /** One write at a time a document, so that no earlier version slips in between the look and the change. */
    private WriteOutcome apply(DocumentWrite write) throws IOException {
        synchronized (stripe(write.documentId())) {
            CommitRecord current = commits.get(write.documentId().toString());
            if (current != null && current.version() >= write.version()) {
                return current.version() == write.version() ? WriteOutcome.REPEATED : WriteOutcome.SUPERSEDED;
            }
            switch (write) {
                case DocumentWrite.Replace replace -> put(Block.of(replace));
                case DocumentWrite.Remove remove -> put(Block.of(remove));
                case DocumentWrite.UpdateFacts update -> {
                    if (current == null || !update.textHash().equals(current.textHash())) {
                        return WriteOutcome.TEXT_DIFFERS;
                    }
                    put(Block.of(stored(update, current)));
                }
            }
            return WriteOutcome.APPLIED;
        }
    }

    private Object stripe(UUID documentId) {
        return stripes.get(Math.floorMod(documentId.hashCode(), STRIPES));
    }

    private void put(Block block) throws IOException {
        writer.updateDocuments(block.key(), block.members());
        commits.add(block.commit().documentId().toString(), block.commit());
    }

    private DocumentWrite.Replace stored(DocumentWrite.UpdateFacts update, CommitRecord current) throws IOException {
        if (!isVisible(current)) {
            searchers.maybeRefreshBlocking();
        }
        IndexSearcher searcher = searchers.acquire();
        try {
            return new StoredBlocks(searcher).withFacts(update);
        } finally {
            searchers.release(searcher);
        }
    }

    private boolean isVisible(CommitRecord commit) throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            return commit.equals(
                    new StoredBlocks(searcher).commit(commit.documentId().toString()));
        } finally {
            searchers.release(searcher);
        }
    }

    /** Batches that wait here together share the next commit. */
    private void makeDurable(long sequenceNumber) throws IOException {
        synchronized (durability) {
            if (durable < sequenceNumber) {
                durable = Math.max(sequenceNumber, writer.commit());
            }
        }
    }

    /** Many small segments are slow to search, and the next write, which would show what they became, may be long in coming. */
    private void showMerged() {
        try {
            writer.commit();
            searchers.maybeRefreshBlocking();
        } catch (IOException | AlreadyClosedException nothingLost) {
            // The segments that were merged are still there; what is wrong with the disk the next write says.
        }
    }

    /** What was not committed was not acknowledged, and is written again by whoever wrote it. */
    @Override
    public void close() throws IOException {
        IOUtils.close(commits, searchers, writer, directory);
    }
}
