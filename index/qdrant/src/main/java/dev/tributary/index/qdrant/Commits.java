package dev.tributary.index.qdrant;

import io.qdrant.client.grpc.Points.PointStruct;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The commit points of a collection. */
final class Commits {

    private final PointCollection points;

    Commits(PointCollection points) {
        this.points = points;
    }

    Map<UUID, CommitPoint> read(Collection<UUID> documentIds) {
        Map<UUID, CommitPoint> commits = new HashMap<>();
        points.payloads(documentIds)
                .forEach((document, payload) -> commits.put(document, CommitPoint.of(document, payload)));
        return commits;
    }

    /**
     * Moves each commit point from what was seen of it, or from nothing, to what it shall say; leaves it alone if it has
     * changed since. Which of them were moved must be read afterwards: Qdrant does not say.
     */
    void move(List<CommitPoint> targets, Map<UUID, CommitPoint> seen) {
        List<PointStruct> unseen = new ArrayList<>();
        List<PointStruct> known = new ArrayList<>();
        List<CommitPoint> expected = new ArrayList<>();
        for (CommitPoint target : targets) {
            CommitPoint before = seen.get(target.documentId());
            if (before == null) {
                unseen.add(target.toPoint());
            } else {
                known.add(target.toPoint());
                expected.add(before);
            }
        }
        points.insert(unseen);
        if (!known.isEmpty()) {
            points.replace(known, Filters.unchanged(expected));
        }
    }
}
