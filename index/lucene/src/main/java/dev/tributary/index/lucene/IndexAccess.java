package dev.tributary.index.lucene;

import dev.tributary.index.DocumentWrite;
import dev.tributary.index.WriteOutcome;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ReferenceManager;
import org.jspecify.annotations.Nullable;

/** How a process is connected to the directory; connects when first used. */
sealed interface IndexAccess permits WriteAccess, ReadAccess {

    /** What searches see now; null if there is no index in the directory yet. */
    @Nullable ReferenceManager<IndexSearcher> searchers() throws IOException;

    List<WriteOutcome> write(List<? extends DocumentWrite> writes) throws IOException;

    void purge(Collection<UUID> documentIds) throws IOException;

    void close() throws IOException;
}
