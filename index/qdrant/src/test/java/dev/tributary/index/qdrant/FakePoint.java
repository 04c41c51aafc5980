package dev.tributary.index.qdrant;

import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.SparseVector;
import io.qdrant.client.grpc.Points.Vector;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A stored point.
 *
 * @param sparse the sparse ones of the vectors, by name: weights by term
 */
record FakePoint(
        String id, Map<String, Value> payload, Map<String, Vector> vectors, Map<String, Map<Integer, Float>> sparse) {

    static FakePoint of(String id, Map<String, Value> payload, Map<String, Vector> vectors) {
        Map<String, Map<Integer, Float>> sparse = vectors.entrySet().stream()
                .filter(vector -> vector.getValue().hasSparse())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, vector -> weights(vector.getValue().getSparse())));
        return new FakePoint(id, Map.copyOf(payload), Map.copyOf(vectors), sparse);
    }

    private static Map<Integer, Float> weights(SparseVector vector) {
        return IntStream.range(0, vector.getIndicesCount())
                .boxed()
                .collect(Collectors.toMap(vector::getIndices, vector::getValues));
    }

    /** Adds to the payload, as Qdrant's set payload does. */
    FakePoint with(Map<String, Value> changed) {
        Map<String, Value> merged = new HashMap<>(payload);
        merged.putAll(changed);
        return new FakePoint(id, Map.copyOf(merged), vectors, sparse);
    }
}
