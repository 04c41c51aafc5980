package dev.tributary.index.lucene;

import dev.tributary.events.Access;
import dev.tributary.events.OutageException;
import dev.tributary.index.ChunkIndex;
import dev.tributary.index.CommitRecord;
import dev.tributary.index.DocumentWrite;
import dev.tributary.index.Hit;
import dev.tributary.index.IndexedDocument;
import dev.tributary.index.SearchRequest;
import dev.tributary.index.WriteOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ReferenceManager;
import org.apache.lucene.search.TaskExecutor;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.ThreadInterruptedException;

/**
 * An index in one directory of a local file system. One process writes it, any number of others may read it meanwhile;
 * they see a write within a fifth of a second.
 */
public final class LuceneChunkIndex implements ChunkIndex {

    private final Path directory;
    private final int dimensions;
    private final WordsAnalyzer analyzer;
    private final IndexAccess access;
    /** Help the callers, who do themselves what none of these has begun. */
    private final ExecutorService helpers = Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().daemon().name("index-search-", 0).factory());

    private final TaskExecutor tasks = new TaskExecutor(helpers);

    private LuceneChunkIndex(Path directory, int dimensions, WordsAnalyzer analyzer, IndexAccess access) {
        this.directory = directory;
        this.dimensions = dimensions;
        this.analyzer = analyzer;
        this.access = access;
    }

    /**
     * For writing and searching. The directory is made if it is not there; a second writer, in whatever process, meets
     * an {@link OutageException} until this one is closed or its process has ended in whatever way.
     */
    public static LuceneChunkIndex openForWriting(Path directory, int dimensions) {
        WordsAnalyzer analyzer = new WordsAnalyzer();
        return new LuceneChunkIndex(directory, dimensions, analyzer, new WriteAccess(directory, dimensions, analyzer));
    }

    /**
     * For searching what another process writes. As long as there is no index in the directory, nothing is found;
     * {@link #write} throws {@link IllegalStateException}.
     */
    public static LuceneChunkIndex openForReading(Path directory, int dimensions) {
        return new LuceneChunkIndex(directory, dimensions, new WordsAnalyzer(), new ReadAccess(directory, dimensions));
    }

    /** Deletes the index in the directory, and the directory; nothing happens if there is none. Close it before. */
    public static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> inside = Files.walk(directory)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException failure) {
            throw new OutageException("The index in " + directory.toAbsolutePath() + " cannot be deleted", failure);
        }
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    @Override
    public List<WriteOutcome> write(List<? extends DocumentWrite> writes) {
        if (writes.isEmpty()) {
            return List.of();
        }
        try {
            return access.write(writes);
        } catch (IOException | AlreadyClosedException | ThreadInterruptedException failure) {
            throw outage(failure);
        }
    }

    @Override
    public Map<UUID, CommitRecord> commits(Collection<UUID> documentIds) {
        return read(Map.of(), searcher -> new StoredBlocks(searcher).commits(documentIds));
    }

    @Override
    public void purge(Collection<UUID> documentIds) {
        try {
            access.purge(documentIds);
        } catch (IOException | AlreadyClosedException | ThreadInterruptedException failure) {
            throw outage(failure);
        }
    }

    /**
     * Scores of {@link dev.tributary.index.SearchMode#SEMANTIC} are (1 + cosine) / 2; of KEYWORD, BM25 relative to the
     * best hit, which has 1; of HYBRID, those of {@link dev.tributary.index.Fusion}.
     */
    @Override
    public List<Hit> search(SearchRequest request) {
        float[] vector = request.vector();
        if (vector != null && vector.length != dimensions) {
            throw new IllegalArgumentException(
                    "The question's vector has " + vector.length + " dimensions, the index has " + dimensions);
        }
        return read(List.of(), searcher -> new Search(searcher, request, analyzer, tasks).hits());
    }

    @Override
    public Optional<IndexedDocument> read(Access reader, UUID documentId) {
        return read(Optional.empty(), searcher -> new StoredBlocks(searcher).read(reader, documentId));
    }

    @Override
    public void scan(Consumer<StoredDocument> visitor) {
        read(true, searcher -> {
            new StoredBlocks(searcher).visit(visitor);
            return true;
        });
    }

    @Override
    public IndexStatistics statistics() {
        return read(new IndexStatistics(0, 0), searcher -> new StoredBlocks(searcher).statistics());
    }

    @Override
    public void check() {
        statistics();
    }

    @Override
    public void close() {
        try {
            helpers.shutdown();
            access.close();
            analyzer.close();
        } catch (IOException failure) {
            throw outage(failure);
        }
    }

    private interface Reading<T> {
        T of(IndexSearcher searcher) throws IOException;
    }

    private <T> T read(T nothing, Reading<T> reading) {
        try {
            ReferenceManager<IndexSearcher> searchers = access.searchers();
            if (searchers == null) {
                return nothing;
            }
            IndexSearcher searcher = searchers.acquire();
            try {
                return reading.of(searcher);
            } finally {
                searchers.release(searcher);
            }
        } catch (IOException | AlreadyClosedException | ThreadInterruptedException failure) {
            throw outage(failure);
        }
    }

    private OutageException outage(Exception failure) {
        if (failure instanceof ThreadInterruptedException) {
            Thread.currentThread().interrupt();
        }
        String problem = switch (failure) {
            case LockObtainFailedException inUse ->
                "is in use by another process; stop that process, or give this one a directory of its own";
            case CorruptIndexException damaged -> useless(damaged);
            case IndexFormatTooOldException old -> useless(old);
            case IndexFormatTooNewException recent -> useless(recent);
            default -> "cannot be read or written (" + failure.getMessage() + ")";
        };
        return new OutageException("The index in " + directory.toAbsolutePath() + " " + problem, failure);
    }

    private static String useless(Exception failure) {
        return "is damaged or was written by another version of Lucene (" + failure.getMessage()
                + "); stop the services, delete the directory and start again: it is built anew from the log";
    }
}
