package dev.tributary.index.qdrant;

import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.Vector;
import java.util.HashMap;
import java.util.Map;

/** A stored point. */
record FakePoint(String id, Map<String, Value> payload, Map<String, Vector> vectors) {

    FakePoint {
        payload = Map.copyOf(payload);
        vectors = Map.copyOf(vectors);
    }

    /** Adds to the payload, as Qdrant's set payload does. */
    FakePoint with(Map<String, Value> changed) {
        Map<String, Value> merged = new HashMap<>(payload);
        merged.putAll(changed);
        return new FakePoint(id, merged, vectors);
    }
}
