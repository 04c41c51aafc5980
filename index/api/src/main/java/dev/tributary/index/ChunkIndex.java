package dev.tributary.index;

import dev.tributary.events.Access;
import dev.tributary.events.OutageException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * One generation of the index: chunks with vectors and words, and a {@link CommitRecord} a document.
 *
 * <p>What always holds, whatever the order, repetition or crash of writes: of two versions of a document the later one
 * wins, a removal included; a search sees all of one version of a document or all of another; a search sees nothing
 * that the reader may not read; and what {@link #write} has returned from survives a crash.
 *
 * <p>Implementations are safe for use by several threads. They connect when first used. An index that cannot be reached
 * in time makes every method throw {@link OutageException}.
 */
public interface ChunkIndex extends AutoCloseable {

    /** Length of the vectors. */
    int dimensions();

    /**
     * Applies the writes as if one after the other, and returns when they are durable. Searches see them at once or
     * within a second. A batch may be applied in part when this throws; to repeat it is safe.
     *
     * @return one outcome a write, in their order; none for no writes
     */
    List<WriteOutcome> write(List<? extends DocumentWrite> writes);

    /** The commit records of those of the documents that the index has ever heard of. */
    Map<UUID, CommitRecord> commits(Collection<UUID> documentIds);

    /**
     * Returns when the index's own files hold nothing any more of what the documents were in versions before their commit
     * records', or when the server that keeps them was told so and reclaims the room by itself. Costs a rewrite of the
     * files concerned; documents without such remains cost next to nothing.
     */
    void purge(Collection<UUID> documentIds);

    /** The best hits, best first; none if nothing matches. Equal scores come in a stable order. */
    List<Hit> search(SearchRequest request);

    /**
     * The document with all its chunks, all of one version; nothing if there is none, it was removed, or the reader may
     * not read it.
     */
    Optional<IndexedDocument> read(Access access, UUID documentId);

    /** Visits every document with all its visible chunks, removed documents too, in no particular order. */
    void scan(Consumer<StoredDocument> visitor);

    /** What the index holds that searches can find. */
    IndexStatistics statistics();

    /** Throws {@link OutageException} if the index cannot answer. */
    void check();

    @Override
    void close();

    /** A document as the index has it; no chunks if it was removed. */
    record StoredDocument(CommitRecord commit, List<Chunk> chunks) {}

    /** How much there is to find. */
    record IndexStatistics(long documents, long chunks) {}
}
