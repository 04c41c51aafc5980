package dev.tributary.index.lucene;

import dev.tributary.index.CommitRecord;
import dev.tributary.index.DocumentWrite;
import dev.tributary.index.WriteOutcome;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.IOUtils;

/** One life of Lucene's writer. */
final class WriteSession implements Closeable {

    private static final double BUFFER_MEGABYTES = 64;
    private static final int STRIPES = 64;

    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final LatestCommits commits;
    private final List<Object> stripes =
            Stream.generate(Object::new).limit(STRIPES).toList();
    private final Object durability = new Object();
    private final int dimensions;
    private long durable;

    private WriteSession(Directory directory, IndexWriter writer, SearcherManager searchers, int dimensions) {
        this.directory = directory;
        this.writer = writer;
        this.searchers = searchers;
        this.dimensions = dimensions;
        commits = new LatestCommits(searchers);
    }

    static WriteSession open(Path path, int dimensions, Analyzer analyzer) throws IOException {
        Directory directory = FSDirectory.open(path);
        IndexWriter writer = null;
        try {
            boolean fresh = !DirectoryReader.indexExists(directory);
            writer = new IndexWriter(directory, configuration(dimensions, analyzer));
            if (fresh) {
                writer.setLiveCommitData(Dimensions.commitData(dimensions).entrySet());
                writer.commit();
            }
            Dimensions.check(path, dimensions, commitData(writer));
            return new WriteSession(directory, writer, new SearcherManager(writer, null), dimensions);
        } catch (IOException | RuntimeException failure) {
            IOUtils.closeWhileHandlingException(writer, directory);
            throw failure;
        }
    }

    private static IndexWriterConfig configuration(int dimensions, Analyzer analyzer) {
        ConcurrentMergeScheduler merges = new ConcurrentMergeScheduler();
        merges.setMaxMergesAndThreads(6, 1);
        return new IndexWriterConfig(analyzer)
                .setCodec(new VectorCodec(dimensions))
                .setRAMBufferSizeMB(BUFFER_MEGABYTES)
                .setMergeScheduler(merges)
                .setMaxFullFlushMergeWaitMillis(0)
                .setCommitOnClose(false);
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

    /** What was not committed was not acknowledged, and is written again by whoever wrote it. */
    @Override
    public void close() throws IOException {
        IOUtils.close(commits, searchers, writer, directory);
    }
}
