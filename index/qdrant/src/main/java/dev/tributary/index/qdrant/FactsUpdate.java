package dev.tributary.index.qdrant;

import static io.qdrant.client.VectorOutputHelper.getDenseVector;

import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.VectorOutput;
import java.util.List;

/**
 * Gives chunk points the facts of their document after a write that changed nothing else. A title is searched for, so
 * another title makes other word vectors; their points are replaced whole, with the dense vectors that they have.
 */
final class FactsUpdate {

    private final PointCollection points;
    private final WordVectors words;

    FactsUpdate(PointCollection points, WordVectors words) {
        this.points = points;
        this.words = words;
    }

    /** Changes only points with earlier facts than the commit's, so that a late one cannot undo a later one. */
    void carryThrough(CommitPoint commit) {
        CommitPoint.Content content = commit.content();
        if (content != null && content.version() < commit.version() && content.chunks() > 0) {
            rename(commit, content);
            points.setPayload(ChunkPoint.factsPayload(content.facts()), Filters.outdated(commit, content));
        }
    }

    private void rename(CommitPoint commit, CommitPoint.Content content) {
        List<RetrievedPoint> misnamed = misnamed(commit, content);
        while (!misnamed.isEmpty()) {
            points.replace(
                    misnamed.stream().map(point -> renamed(point, content)).toList(), Filters.factsBefore(commit));
            misnamed = misnamed(commit, content);
        }
    }

    /** A page of them: a renamed one is none of them any more. */
    private List<RetrievedPoint> misnamed(CommitPoint commit, CommitPoint.Content content) {
        return points.page(Filters.misnamed(commit, content), null, true).points();
    }

    private PointStruct renamed(RetrievedPoint point, CommitPoint.Content content) {
        ChunkPoint chunk = ChunkPoint.of(point.getPayloadMap());
        VectorOutput vector = point.getVectors().getVectors().getVectorsOrThrow(Fields.DENSE);
        List<Float> values = getDenseVector(vector).getDataList();
        float[] dense = new float[values.size()];
        for (int i = 0; i < dense.length; i++) {
            dense[i] = values.get(i);
        }
        return chunk.toPoint(
                content.facts(), dense, words.passage(content.facts().title(), chunk.chunk()));
    }
}
