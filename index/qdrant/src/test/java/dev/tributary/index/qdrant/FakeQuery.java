package dev.tributary.index.qdrant;

import static dev.tributary.index.qdrant.FakeCollection.invalid;

import io.grpc.Status;
import io.qdrant.client.grpc.Collections.Modifier;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.DenseVector;
import io.qdrant.client.grpc.Points.PrefetchQuery;
import io.qdrant.client.grpc.Points.Query;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.SparseVector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Qdrant's query API, as far as the adapter uses it: nearest dense, nearest sparse with IDF, and their fusion by rank. */
final class FakeQuery {

    private static final int DEFAULT_RANK_CONSTANT = 2;

    private final FakeCollection collection;

    FakeQuery(FakeCollection collection) {
        this.collection = collection;
    }

    record Scored(FakePoint point, float score) {}

    List<Scored> run(QueryPoints request) {
        if (request.getLimit() < 1) {
            throw invalid("limit: value 0 invalid, must be 1 or larger");
        }
        Query query = request.getQuery();
        return switch (query.getVariantCase()) {
            case NEAREST -> nearest(query, request.getUsing(), request.getFilter(), request.getLimit());
            case RRF ->
                fused(
                        request.getPrefetchList(),
                        query.getRrf().hasK() ? query.getRrf().getK() : DEFAULT_RANK_CONSTANT,
                        request.getLimit());
            default ->
                throw Status.UNIMPLEMENTED
                        .withDescription("The fake does not know the query " + query.getVariantCase())
                        .asRuntimeException();
        };
    }

    private List<Scored> fused(List<PrefetchQuery> prefetches, int rankConstant, long limit) {
        if (prefetches.isEmpty()) {
            throw invalid("Wrong input: cannot apply Fusion without prefetches");
        }
        Map<String, FakePoint> points = new LinkedHashMap<>();
        Map<String, Float> scores = new HashMap<>();
        for (PrefetchQuery prefetch : prefetches) {
            List<Scored> ranking =
                    nearest(prefetch.getQuery(), prefetch.getUsing(), prefetch.getFilter(), prefetch.getLimit());
            for (int position = 0; position < ranking.size(); position++) {
                FakePoint point = ranking.get(position).point();
                points.put(point.id(), point);
                scores.merge(point.id(), 1f / (position + rankConstant), Float::sum);
            }
        }
        return best(
                points.values().stream()
                        .map(point -> new Scored(point, scores.getOrDefault(point.id(), 0f)))
                        .toList(),
                limit);
    }

    private List<Scored> nearest(Query query, String using, Filter filter, long limit) {
        List<Scored> scored = new ArrayList<>();
        if (query.getNearest().hasSparse()) {
            FakeCollection.validate(query.getNearest().getSparse());
            Map<Integer, Float> weights = weights(query.getNearest().getSparse(), using);
            for (FakePoint point : collection.matching(filter, using, weights.keySet())) {
                scored.add(new Scored(point, dot(weights, point.sparse().getOrDefault(using, Map.of()))));
            }
        } else {
            DenseVector asked = query.getNearest().getDense();
            collection.requireDimensions(using, asked.getDataCount());
            for (FakePoint point : collection.matching(filter)) {
                if (point.vectors().containsKey(using)) {
                    scored.add(new Scored(
                            point, cosine(asked, point.vectors().get(using).getDense())));
                }
            }
        }
        return best(scored, limit);
    }

    private static List<Scored> best(List<Scored> scored, long limit) {
        return scored.stream()
                .sorted(Comparator.comparingDouble(Scored::score).reversed())
                .limit(limit)
                .toList();
    }

    /** The question's weights times the inverse document frequency over all points of the collection. */
    private Map<Integer, Float> weights(SparseVector question, String using) {
        if (collection
                        .configuration()
                        .getSparseVectorsConfig()
                        .getMapOrThrow(using)
                        .getModifier()
                != Modifier.Idf) {
            throw invalid("The fake knows sparse vectors with IDF only");
        }
        Map<Integer, Float> weights = new HashMap<>();
        for (int i = 0; i < question.getIndicesCount(); i++) {
            int term = question.getIndices(i);
            weights.put(term, (float) (question.getValues(i) * collection.inverseDocumentFrequency(using, term)));
        }
        return weights;
    }

    private static float dot(Map<Integer, Float> one, Map<Integer, Float> other) {
        float sum = 0;
        for (Map.Entry<Integer, Float> term : one.entrySet()) {
            sum += term.getValue() * other.getOrDefault(term.getKey(), 0f);
        }
        return sum;
    }

    private static float cosine(DenseVector one, DenseVector other) {
        double dot = 0;
        double squares = 0;
        double otherSquares = 0;
        for (int i = 0; i < one.getDataCount(); i++) {
            dot += one.getData(i) * other.getData(i);
            squares += one.getData(i) * one.getData(i);
            otherSquares += other.getData(i) * other.getData(i);
        }
        return (float) (dot / Math.sqrt(squares * otherSquares));
    }
}
