package dev.tributary.index.lucene;

import dev.tributary.index.DocumentWrite;
import dev.tributary.index.WriteOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ReferenceManager;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/** Follows a directory that another process writes, or will write. */
final class ReadAccess implements IndexAccess {

    private static final long REFRESH_NANOS = Duration.ofMillis(200).toNanos();

    private final Path path;
    private final int dimensions;
    private @Nullable Directory directory;
    private @Nullable SearcherManager searchers;
    private long refreshed;
    private boolean closed;

    ReadAccess(Path path, int dimensions) {
        this.path = path;
        this.dimensions = dimensions;
    }

    @Override
    public synchronized @Nullable ReferenceManager<IndexSearcher> searchers() throws IOException {
        if (closed) {
            throw new AlreadyClosedException("it was closed by this process");
        }
        if (searchers == null) {
            searchers = open();
        } else if (System.nanoTime() - refreshed >= REFRESH_NANOS) {
            searchers.maybeRefresh();
            refreshed = System.nanoTime();
        }
        return searchers;
    }

    /** A directory that is not there is not made: that is for the writer to do. */
    private @Nullable SearcherManager open() throws IOException {
        if (directory == null && Files.isDirectory(path)) {
            directory = FSDirectory.open(path);
        }
        if (directory == null || !DirectoryReader.indexExists(directory)) {
            return null;
        }
        refreshed = System.nanoTime();
        DirectoryReader reader = DirectoryReader.open(directory);
        try {
            Dimensions.check(path, dimensions, reader.getIndexCommit().getUserData());
            return new SearcherManager(reader, null);
        } catch (IOException | RuntimeException failure) {
            reader.close();
            throw failure;
        }
    }

    @Override
    public List<WriteOutcome> write(List<? extends DocumentWrite> writes) {
        throw new IllegalStateException(
                "The index in " + path + " is open for reading only; another process writes it");
    }

    @Override
    public void purge(Collection<UUID> documentIds) {
        throw new IllegalStateException(
                "The index in " + path + " is open for reading only; another process writes it");
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (searchers != null) {
            searchers.close();
        }
        if (directory != null) {
            directory.close();
        }
    }
}
