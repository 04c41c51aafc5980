package dev.tributary.index.qdrant;

import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.WithPayloadSelectorFactory.enable;

import io.qdrant.client.WithVectorsSelectorFactory;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
import io.qdrant.client.grpc.Points.SetPayloadPoints;
import io.qdrant.client.grpc.Points.UpdateMode;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.Points.WriteOrdering;
import io.qdrant.client.grpc.Points.WriteOrderingType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The points of one collection: the few calls that the index is made of. Changes are durable when a method returns. */
final class PointCollection {

    private static final int POINTS_A_CALL = 256;

    /** One replica orders the changes of a point, also where the collection has several. */
    private static final WriteOrdering ORDERED =
            WriteOrdering.newBuilder().setType(WriteOrderingType.Strong).build();

    private final Connection connection;
    private final String name;

    PointCollection(Connection connection, String name) {
        this.connection = connection;
        this.name = name;
    }

    /** Inserts those of the points that do not exist. */
    void insert(List<PointStruct> points) {
        upsert(points, UpdateMode.InsertOnly, Filters.NOTHING);
    }

    /** Replaces those of the points that exist and match. */
    void replace(List<PointStruct> points, Filter ifMatching) {
        upsert(points, UpdateMode.UpdateOnly, ifMatching);
    }

    /**
     * The filter says to a server before 1.17, which ignores the mode, what the mode says to a later one: it guards all
     * points that exist.
     */
    private void upsert(List<PointStruct> points, UpdateMode mode, Filter filter) {
        for (List<PointStruct> some : parts(points)) {
            UpsertPoints request = UpsertPoints.newBuilder()
                    .setCollectionName(name)
                    .setWait(true)
                    .setOrdering(ORDERED)
                    .addAllPoints(some)
                    .setUpdateMode(mode)
                    .setUpdateFilter(filter)
                    .build();
            connection.change(stub -> stub.upsert(request));
        }
    }

    void setPayload(Map<String, Value> payload, Filter filter) {
        SetPayloadPoints request = SetPayloadPoints.newBuilder()
                .setCollectionName(name)
                .setWait(true)
                .setOrdering(ORDERED)
                .putAllPayload(payload)
                .setPointsSelector(PointsSelector.newBuilder().setFilter(filter))
                .build();
        connection.change(stub -> stub.setPayload(request));
    }

    void delete(Filter filter) {
        DeletePoints request = DeletePoints.newBuilder()
                .setCollectionName(name)
                .setWait(true)
                .setOrdering(ORDERED)
                .setPoints(PointsSelector.newBuilder().setFilter(filter))
                .build();
        connection.change(stub -> stub.delete(request));
    }

    /** The payloads of those of the points that exist. */
    Map<UUID, Map<String, Value>> payloads(Collection<UUID> ids) {
        Map<UUID, Map<String, Value>> payloads = new HashMap<>();
        for (List<UUID> some : parts(List.copyOf(ids))) {
            GetPoints request = GetPoints.newBuilder()
                    .setCollectionName(name)
                    .addAllIds(some.stream().map(point -> id(point)).toList())
                    .setWithPayload(enable(true))
                    .build();
            for (RetrievedPoint point :
                    connection.points(stub -> stub.get(request)).getResultList()) {
                payloads.put(UUID.fromString(point.getId().getUuid()), point.getPayloadMap());
            }
        }
        return payloads;
    }

    List<ScoredPoint> query(QueryPoints.Builder query) {
        QueryPoints request = query.setCollectionName(name).build();
        return connection.points(stub -> stub.query(request)).getResultList();
    }

    /** A page of points with payload. */
    Page page(Filter filter, @Nullable PointId from, boolean withVectors) {
        ScrollPoints.Builder request = ScrollPoints.newBuilder()
                .setCollectionName(name)
                .setFilter(filter)
                .setLimit(POINTS_A_CALL)
                .setWithPayload(enable(true))
                .setWithVectors(WithVectorsSelectorFactory.enable(withVectors));
        if (from != null) {
            request.setOffset(from);
        }
        ScrollResponse answer = connection.points(stub -> stub.scroll(request.build()));
        return new Page(answer.getResultList(), answer.hasNextPageOffset() ? answer.getNextPageOffset() : null);
    }

    /** @param next where the next page starts; null after the last one */
    record Page(List<RetrievedPoint> points, @Nullable PointId next) {}

    long count(Filter filter) {
        CountPoints request = CountPoints.newBuilder()
                .setCollectionName(name)
                .setFilter(filter)
                .setExact(true)
                .build();
        return connection.points(stub -> stub.count(request)).getResult().getCount();
    }

    private static <T> List<List<T>> parts(List<T> all) {
        List<List<T>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += POINTS_A_CALL) {
            parts.add(all.subList(from, Math.min(from + POINTS_A_CALL, all.size())));
        }
        return parts;
    }
}
