package dev.tributary.index.qdrant;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.qdrant.client.PointIdFactory;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.CountResponse;
import io.qdrant.client.grpc.Points.CountResult;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.GetResponse;
import io.qdrant.client.grpc.Points.NamedVectorsOutput;
import io.qdrant.client.grpc.Points.PointsOperationResponse;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.QueryResponse;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
import io.qdrant.client.grpc.Points.SetPayloadPoints;
import io.qdrant.client.grpc.Points.UpdateResult;
import io.qdrant.client.grpc.Points.UpdateStatus;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.Points.Vector;
import io.qdrant.client.grpc.Points.VectorOutput;
import io.qdrant.client.grpc.Points.VectorsOutput;
import io.qdrant.client.grpc.Points.WithPayloadSelector;
import io.qdrant.client.grpc.PointsGrpc;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The calls on points that the adapter uses; gRPC answers UNIMPLEMENTED to the others. */
final class FakePointsService extends PointsGrpc.PointsImplBase {

    private final Function<String, FakeCollection> collections;

    /** @param collections the collection of a name, or a NOT_FOUND */
    FakePointsService(Function<String, FakeCollection> collections) {
        this.collections = collections;
    }

    @Override
    public void createFieldIndex(CreateFieldIndexCollection request, StreamObserver<PointsOperationResponse> observer) {
        change(
                observer,
                request.getWait(),
                () -> collections.apply(request.getCollectionName()).index(request.getFieldName()));
    }

    @Override
    public void upsert(UpsertPoints request, StreamObserver<PointsOperationResponse> observer) {
        change(
                observer,
                request.getWait(),
                () -> collections.apply(request.getCollectionName()).upsert(request));
    }

    @Override
    public void setPayload(SetPayloadPoints request, StreamObserver<PointsOperationResponse> observer) {
        change(
                observer,
                request.getWait(),
                () -> collections
                        .apply(request.getCollectionName())
                        .setPayload(
                                request.getPayloadMap(),
                                request.getPointsSelector().getFilter()));
    }

    @Override
    public void delete(DeletePoints request, StreamObserver<PointsOperationResponse> observer) {
        change(
                observer,
                request.getWait(),
                () -> collections
                        .apply(request.getCollectionName())
                        .delete(request.getPoints().getFilter()));
    }

    @Override
    public void get(GetPoints request, StreamObserver<GetResponse> observer) {
        answer(
                observer,
                () -> GetResponse.newBuilder()
                        .addAllResult(collections
                                .apply(request.getCollectionName())
                                .get(request.getIdsList().stream()
                                        .map(PointId::getUuid)
                                        .toList())
                                .stream()
                                .map(point -> retrieved(point, request.getWithPayload(), false))
                                .toList())
                        .build());
    }

    @Override
    public void count(CountPoints request, StreamObserver<CountResponse> observer) {
        answer(
                observer,
                () -> CountResponse.newBuilder()
                        .setResult(CountResult.newBuilder()
                                .setCount(collections
                                        .apply(request.getCollectionName())
                                        .matching(request.getFilter())
                                        .size()))
                        .build());
    }

    @Override
    public void scroll(ScrollPoints request, StreamObserver<ScrollResponse> observer) {
        answer(observer, () -> {
            List<FakePoint> rest = collections.apply(request.getCollectionName()).matching(request.getFilter()).stream()
                    .filter(point -> point.id().compareTo(request.getOffset().getUuid()) >= 0)
                    .toList();
            ScrollResponse.Builder page = ScrollResponse.newBuilder();
            rest.stream()
                    .limit(request.getLimit())
                    .map(point -> retrieved(
                            point,
                            request.getWithPayload(),
                            request.getWithVectors().getEnable()))
                    .forEach(page::addResult);
            if (rest.size() > request.getLimit()) {
                page.setNextPageOffset(id(rest.get(request.getLimit())));
            }
            return page.build();
        });
    }

    @Override
    public void query(QueryPoints request, StreamObserver<QueryResponse> observer) {
        answer(
                observer,
                () -> QueryResponse.newBuilder()
                        .addAllResult(new FakeQuery(collections.apply(request.getCollectionName()))
                                .run(request).stream()
                                        .map(scored -> ScoredPoint.newBuilder()
                                                .setId(id(scored.point()))
                                                .setScore(scored.score())
                                                .putAllPayload(payload(scored.point(), request.getWithPayload()))
                                                .build())
                                        .toList())
                        .build());
    }

    /** Answers, or fails with the status that the supplier throws. */
    static <T> void answer(StreamObserver<T> observer, Supplier<T> supplier) {
        T answer;
        try {
            answer = supplier.get();
        } catch (StatusRuntimeException failure) {
            observer.onError(failure);
            return;
        }
        observer.onNext(answer);
        observer.onCompleted();
    }

    private static void change(StreamObserver<PointsOperationResponse> observer, boolean wait, Runnable change) {
        answer(observer, () -> {
            change.run();
            return PointsOperationResponse.newBuilder()
                    .setResult(UpdateResult.newBuilder()
                            .setStatus(wait ? UpdateStatus.Completed : UpdateStatus.Acknowledged))
                    .build();
        });
    }

    private static RetrievedPoint retrieved(FakePoint point, WithPayloadSelector selector, boolean withVectors) {
        RetrievedPoint.Builder retrieved =
                RetrievedPoint.newBuilder().setId(id(point)).putAllPayload(payload(point, selector));
        if (withVectors) {
            NamedVectorsOutput.Builder vectors = NamedVectorsOutput.newBuilder();
            point.vectors().forEach((name, vector) -> vectors.putVectors(name, output(vector)));
            retrieved.setVectors(VectorsOutput.newBuilder().setVectors(vectors));
        }
        return retrieved.build();
    }

    private static VectorOutput output(Vector vector) {
        return vector.hasSparse()
                ? VectorOutput.newBuilder().setSparse(vector.getSparse()).build()
                : VectorOutput.newBuilder().setDense(vector.getDense()).build();
    }

    private static Map<String, Value> payload(FakePoint point, WithPayloadSelector selector) {
        List<String> included = selector.getInclude().getFieldsList();
        return point.payload().entrySet().stream()
                .filter(entry -> selector.getEnable() || included.contains(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static PointId id(FakePoint point) {
        return PointIdFactory.id(UUID.fromString(point.id()));
    }
}
