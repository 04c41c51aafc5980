package dev.tributary.index.qdrant;

import io.grpc.Status;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.SparseVector;
import io.qdrant.client.grpc.Points.UpdateMode;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.Points.Vector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A collection in memory: points by id, changed one operation after the other, as in a shard. */
final class FakeCollection {

    private final CreateCollection configuration;
    private final boolean knowsUpdateModes;
    private final Set<String> indexed = new TreeSet<>();
    private final TreeMap<String, FakePoint> points = new TreeMap<>();
    private final FakePayloadIndex payloads = new FakePayloadIndex();
    private final FakeTermIndex terms = new FakeTermIndex();

    /** @param knowsUpdateModes whether the server is 1.17 or newer; an older one skips the field */
    FakeCollection(CreateCollection configuration, boolean knowsUpdateModes) {
        this.configuration = configuration;
        this.knowsUpdateModes = knowsUpdateModes;
    }

    CreateCollection configuration() {
        return configuration;
    }

    synchronized void index(String field) {
        indexed.add(field);
    }

    synchronized Set<String> indexed() {
        return Set.copyOf(indexed);
    }

    /** An update filter keeps points that exist from being changed, and no new point from being inserted. */
    synchronized void upsert(UpsertPoints request) {
        request.getPointsList().forEach(this::validate);
        requireIndexes(request.getUpdateFilter());
        UpdateMode mode = knowsUpdateModes ? request.getUpdateMode() : UpdateMode.Upsert;
        for (PointStruct point : request.getPointsList()) {
            FakePoint before = points.get(point.getId().getUuid());
            boolean write = switch (mode) {
                case InsertOnly -> before == null;
                case UpdateOnly -> before != null && FakeFilter.matches(request.getUpdateFilter(), before);
                case Upsert -> before == null || FakeFilter.matches(request.getUpdateFilter(), before);
                case UNRECOGNIZED -> throw invalid("unknown update mode");
            };
            if (write) {
                put(FakePoint.of(
                        point.getId().getUuid(),
                        point.getPayloadMap(),
                        point.getVectors().getVectors().getVectorsMap()));
            }
        }
    }

    synchronized void setPayload(Map<String, Value> payload, Filter filter) {
        matching(filter).forEach(point -> put(point.with(payload)));
    }

    synchronized void delete(Filter filter) {
        matching(filter).forEach(point -> remove(point.id()));
    }

    private void put(FakePoint point) {
        remove(point.id());
        points.put(point.id(), point);
        payloads.add(point);
        terms.add(point);
    }

    private void remove(String id) {
        FakePoint point = points.remove(id);
        if (point != null) {
            payloads.remove(point);
            terms.remove(point);
        }
    }

    synchronized List<FakePoint> get(List<String> ids) {
        return ids.stream().filter(points::containsKey).map(points::get).toList();
    }

    /** In the order of their ids. */
    synchronized List<FakePoint> matching(Filter filter) {
        requireIndexes(filter);
        return payloads.candidates(filter)
                .map(ids -> ids.stream().map(points::get))
                .orElseGet(() -> points.values().stream())
                .filter(point -> FakeFilter.matches(filter, point))
                .toList();
    }

    /** Those that have one of the terms at least, in the order of their ids. */
    synchronized List<FakePoint> matching(Filter filter, String vector, Collection<Integer> any) {
        requireIndexes(filter);
        return any.stream()
                .flatMap(term -> terms.having(vector, term).stream())
                .sorted()
                .distinct()
                .map(points::get)
                .filter(point -> FakeFilter.matches(filter, point))
                .toList();
    }

    /** As Qdrant weighs a term, over all points that have the vector, whatever else they are. */
    synchronized double inverseDocumentFrequency(String vector, Integer term) {
        int having = terms.having(vector, term).size();
        return Math.log((terms.count(vector) - having + 0.5) / (having + 0.5) + 1);
    }

    /** As in strict mode. */
    private void requireIndexes(Filter filter) {
        FakeFilter.fields(filter)
                .filter(field -> !indexed.contains(field))
                .findFirst()
                .ifPresent(field -> {
                    throw invalid("Bad request: Index required but not found for \"" + field + "\"");
                });
    }

    private void validate(PointStruct point) {
        if (!point.getId().hasUuid()) {
            throw invalid("Empty ID is not allowed");
        }
        if (!point.hasVectors()) {
            throw invalid("Expected some vectors");
        }
        point.getVectors().getVectors().getVectorsMap().forEach(this::validate);
    }

    private void validate(String name, Vector vector) {
        if (configuration.getSparseVectorsConfig().containsMap(name)) {
            validate(vector.getSparse());
        } else {
            requireDimensions(name, vector.getDense().getDataCount());
        }
    }

    void requireDimensions(String name, int dimensions) {
        VectorParams dense =
                configuration.getVectorsConfig().getParamsMap().getMapMap().get(name);
        if (dense == null) {
            throw invalid("Wrong input: Not existing vector name error: " + name);
        }
        if (dense.getSize() != dimensions) {
            throw invalid(
                    "Wrong input: Vector dimension error: expected dim: " + dense.getSize() + ", got " + dimensions);
        }
    }

    static void validate(SparseVector vector) {
        List<Integer> indices = new ArrayList<>(vector.getIndicesList());
        if (indices.size() != vector.getValuesCount()) {
            throw invalid("Wrong input: must be the same length as indices");
        }
        if (new HashSet<>(indices).size() != indices.size()) {
            throw invalid("Wrong input: indices must be unique");
        }
    }

    static RuntimeException invalid(String description) {
        return Status.INVALID_ARGUMENT.withDescription(description).asRuntimeException();
    }
}
