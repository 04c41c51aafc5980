package dev.tributary.index.lucene;

import dev.tributary.index.DocumentWrite;
import dev.tributary.index.WriteOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ReferenceManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.jspecify.annotations.Nullable;

/** Holds the directory's lock; starts anew after an error of the disk, which ends Lucene's own writer for good. */
final class WriteAccess implements IndexAccess {

    private final Path path;
    private final int dimensions;
    private final Analyzer analyzer;
    private @Nullable WriteSession session;
    private boolean closed;

    WriteAccess(Path path, int dimensions, Analyzer analyzer) {
        this.path = path;
        this.dimensions = dimensions;
        this.analyzer = analyzer;
    }

    @Override
    public ReferenceManager<IndexSearcher> searchers() throws IOException {
        return session().searchers();
    }

    @Override
    public List<WriteOutcome> write(List<? extends DocumentWrite> writes) throws IOException {
        return session().write(writes);
    }

    @Override
    public void purge(Collection<UUID> documentIds) throws IOException {
        session().purge(documentIds);
    }

    private synchronized WriteSession session() throws IOException {
        if (closed) {
            throw new AlreadyClosedException("it was closed by this process");
        }
        if (session != null && !session.isOpen()) {
            WriteSession broken = session;
            session = null;
            broken.close();
        }
        if (session == null) {
            session = WriteSession.open(path, dimensions, analyzer);
        }
        return session;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (session != null) {
            session.close();
        }
    }
}
