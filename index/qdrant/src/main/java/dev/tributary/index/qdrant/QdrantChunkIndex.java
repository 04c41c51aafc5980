package dev.tributary.index.qdrant;

import dev.tributary.events.Access;
import dev.tributary.events.OutageException;
import dev.tributary.index.ChunkIndex;
import dev.tributary.index.CommitRecord;
import dev.tributary.index.DocumentWrite;
import dev.tributary.index.Hit;
import dev.tributary.index.IndexedDocument;
import dev.tributary.index.SearchRequest;
import dev.tributary.index.WriteOutcome;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A generation of the index as a Qdrant collection, which is made when it is first used.
 *
 * <p>Chunks are points with a dense and a sparse vector; each document has a commit point that says which version of its
 * chunks is to be seen, and by whom. Writers move it with a conditional update, searches ask it about every hit.
 *
 * <p>{@link #statistics()} counts chunk points, for the moment of a write those of two versions, and after a crash in
 * the middle of a write those of the unfinished one until the document's next write.
 */
public final class QdrantChunkIndex implements ChunkIndex {

    private final Connection connection;
    private final Schema schema;
    private final PointCollection points;
    private final Commits commits;
    private final Writing writing;
    private final Searching searching;
    private final Scanning scanning;
    private final int dimensions;

    /**
     * Connects to nothing yet.
     *
     * @param collection one for each generation
     * @param dimensions length of the vectors; a collection that exists with another length makes all methods throw an
     *     {@link IllegalStateException}
     */
    public QdrantChunkIndex(QdrantSettings settings, String collection, int dimensions) {
        this.dimensions = dimensions;
        this.connection = new Connection(settings);
        this.schema = new Schema(connection, collection, dimensions);
        this.points = new PointCollection(connection, collection);
        this.commits = new Commits(points);
        WordVectors words = new WordVectors();
        this.writing = new Writing(points, commits, words);
        this.searching = new Searching(points, commits, words);
        this.scanning = new Scanning(points, commits);
    }

    /** Deletes a collection with all that is in it; nothing happens if there is none. Nobody may use it any more. */
    public static void delete(QdrantSettings settings, String collection) {
        try (Connection connection = new Connection(settings)) {
            DeleteCollection request =
                    DeleteCollection.newBuilder().setCollectionName(collection).build();
            connection.collections(stub -> stub.delete(request));
        }
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    @Override
    public List<WriteOutcome> write(List<? extends DocumentWrite> writes) {
        return writes.isEmpty() ? List.of() : ready(() -> writing.write(writes));
    }

    @Override
    public Map<UUID, CommitRecord> commits(Collection<UUID> documentIds) {
        return documentIds.isEmpty()
                ? Map.of()
                : ready(() -> commits.read(Set.copyOf(documentIds)).entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().toRecord())));
    }

    /** Qdrant's optimizer rewrites a segment once it has enough deleted points in it. */
    @Override
    public void purge(Collection<UUID> documentIds) {
        if (!documentIds.isEmpty()) {
            ready(() -> writing.settleAll(Set.copyOf(documentIds)));
        }
    }

    @Override
    public List<Hit> search(SearchRequest request) {
        return ready(() -> searching.search(request));
    }

    @Override
    public Optional<IndexedDocument> read(Access access, UUID documentId) {
        return ready(() -> scanning.read(access, documentId));
    }

    @Override
    public void scan(Consumer<StoredDocument> visitor) {
        ready(() -> {
            scanning.scan(visitor);
            return visitor;
        });
    }

    @Override
    public IndexStatistics statistics() {
        return ready(() -> new IndexStatistics(points.count(Filters.LIVE_COMMITS), points.count(Filters.CHUNKS)));
    }

    @Override
    public void check() {
        ready(() -> points.page(Filters.NOTHING, null, false));
    }

    @Override
    public void close() {
        connection.close();
    }

    private <T> T ready(Supplier<T> call) {
        try {
            schema.ensure();
            return call.get();
        } catch (OutageException outage) {
            schema.lookAgain();
            throw outage;
        }
    }
}
