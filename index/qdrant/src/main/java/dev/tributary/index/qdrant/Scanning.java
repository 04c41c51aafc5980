package dev.tributary.index.qdrant;

import dev.tributary.events.Access;
import dev.tributary.events.OutageException;
import dev.tributary.index.Chunk;
import dev.tributary.index.ChunkIndex.StoredDocument;
import dev.tributary.index.IndexedDocument;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Goes from commit points, all of them or one, to their chunk points. */
final class Scanning {

    /** How often a document is looked at anew that changes while it is looked at. */
    private static final int MAX_ATTEMPTS = 5;

    private static final int MAX_READING_ATTEMPTS = 100;

    private final PointCollection points;
    private final Commits commits;

    Scanning(PointCollection points, Commits commits) {
        this.points = points;
        this.commits = commits;
    }

    void scan(Consumer<StoredDocument> visitor) {
        PointId next = null;
        do {
            PointCollection.Page page = points.page(Filters.COMMITS, next, false);
            for (RetrievedPoint point : page.points()) {
                UUID document = UUID.fromString(point.getId().getUuid());
                visitor.accept(stored(CommitPoint.of(document, point.getPayloadMap())));
            }
            next = page.next();
        } while (next != null);
    }

    Optional<IndexedDocument> read(Access access, UUID documentId) {
        for (int attempt = 1; attempt <= MAX_READING_ATTEMPTS; attempt++) {
            CommitPoint commit = commits.read(List.of(documentId)).get(documentId);
            CommitPoint.Content content = commit == null ? null : commit.content();
            if (content == null
                    || !access.mayRead(
                            content.facts().document().tenant(),
                            content.facts().document().acl())) {
                return Optional.empty();
            }
            List<Chunk> chunks = chunks(documentId, content);
            if (chunks.size() == content.chunks()) {
                return Optional.of(new IndexedDocument(content.facts(), chunks));
            }
        }
        throw new OutageException("A document in Qdrant changes faster than it can be read; ask again", null);
    }

    private StoredDocument stored(CommitPoint first) {
        CommitPoint commit = first;
        List<Chunk> chunks = chunks(commit.documentId(), commit.content());
        for (int attempt = 1; chunks.size() < commit.toRecord().chunks() && attempt < MAX_ATTEMPTS; attempt++) {
            commit = commits.read(List.of(commit.documentId())).getOrDefault(commit.documentId(), commit);
            chunks = chunks(commit.documentId(), commit.content());
        }
        return new StoredDocument(commit.toRecord(), chunks);
    }

    private List<Chunk> chunks(UUID document, CommitPoint.@Nullable Content content) {
        if (content == null) {
            return List.of();
        }
        List<UUID> ids = IntStream.range(0, content.chunks())
                .mapToObj(ordinal -> ChunkPoint.pointId(document, content.version(), ordinal))
                .toList();
        Map<UUID, Map<String, Value>> payloads = points.payloads(ids);
        List<Chunk> chunks = new ArrayList<>();
        for (UUID id : ids) {
            Map<String, Value> payload = payloads.get(id);
            if (payload != null) {
                chunks.add(ChunkPoint.of(payload).chunk());
            }
        }
        return chunks;
    }
}
