package dev.tributary.bench.simulation;

import dev.tributary.events.Access;
import dev.tributary.index.ChunkIndex;
import dev.tributary.index.CommitRecord;
import dev.tributary.index.DocumentWrite;
import dev.tributary.index.Hit;
import dev.tributary.index.InMemoryChunkIndex;
import dev.tributary.index.IndexedDocument;
import dev.tributary.index.SearchRequest;
import dev.tributary.index.WriteOutcome;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** An index without a guard: one index a document, which is thrown away where the guard would have kept it. */
final class UnguardedIndex implements ChunkIndex {

    private final Guard missing;
    private final Map<UUID, InMemoryChunkIndex> documents = new LinkedHashMap<>();

    UnguardedIndex(Guard missing) {
        this.missing = missing;
    }

    @Override
    public List<WriteOutcome> write(List<? extends DocumentWrite> writes) {
        return writes.stream().map(this::write).toList();
    }

    private WriteOutcome write(DocumentWrite write) {
        if (missing == Guard.REMOVAL_RECORD && write instanceof DocumentWrite.Remove) {
            documents.remove(write.documentId());
            return WriteOutcome.APPLIED;
        }
        CommitRecord before = commits(Set.of(write.documentId())).get(write.documentId());
        if (missing == Guard.VERSION_CHECK && before != null && before.version() > write.version()) {
            documents.remove(write.documentId());
        }
        return documents
                .computeIfAbsent(write.documentId(), id -> new InMemoryChunkIndex(dimensions()))
                .write(List.of(write))
                .getFirst();
    }

    @Override
    public Map<UUID, CommitRecord> commits(Collection<UUID> documentIds) {
        Map<UUID, CommitRecord> commits = new HashMap<>();
        documents.values().forEach(index -> commits.putAll(index.commits(documentIds)));
        return commits;
    }

    /** There are no files to purge. */
    @Override
    public void purge(Collection<UUID> documentIds) {}

    @Override
    public List<Hit> search(SearchRequest request) {
        return documents.values().stream()
                .flatMap(index -> index.search(request).stream())
                .toList();
    }

    @Override
    public Optional<IndexedDocument> read(Access access, UUID documentId) {
        return documents.values().stream()
                .flatMap(index -> index.read(access, documentId).stream())
                .findAny();
    }

    @Override
    public void scan(Consumer<StoredDocument> visitor) {
        documents.values().forEach(index -> index.scan(visitor));
    }

    @Override
    public int dimensions() {
        return SimulatedEmbedder.DIMENSIONS;
    }

    @Override
    public IndexStatistics statistics() {
        return new IndexStatistics(documents.size(), 0);
    }

    @Override
    public void check() {}

    @Override
    public void close() {}
}
