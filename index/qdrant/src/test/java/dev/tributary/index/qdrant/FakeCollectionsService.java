package dev.tributary.index.qdrant;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.Collections.CollectionConfig;
import io.qdrant.client.grpc.Collections.CollectionExists;
import io.qdrant.client.grpc.Collections.CollectionExistsRequest;
import io.qdrant.client.grpc.Collections.CollectionExistsResponse;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.CollectionOperationResponse;
import io.qdrant.client.grpc.Collections.CollectionParams;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.GetCollectionInfoResponse;
import io.qdrant.client.grpc.Collections.PayloadSchemaInfo;
import io.qdrant.client.grpc.CollectionsGrpc;
import java.util.Map;

/** The calls on collections that the adapter uses. */
final class FakeCollectionsService extends CollectionsGrpc.CollectionsImplBase {

    private final Map<String, FakeCollection> collections;
    private final boolean knowsUpdateModes;

    FakeCollectionsService(Map<String, FakeCollection> collections, boolean knowsUpdateModes) {
        this.collections = collections;
        this.knowsUpdateModes = knowsUpdateModes;
    }

    @Override
    public void collectionExists(CollectionExistsRequest request, StreamObserver<CollectionExistsResponse> observer) {
        FakePointsService.answer(
                observer,
                () -> CollectionExistsResponse.newBuilder()
                        .setResult(CollectionExists.newBuilder()
                                .setExists(collections.containsKey(request.getCollectionName())))
                        .build());
    }

    @Override
    public void create(CreateCollection request, StreamObserver<CollectionOperationResponse> observer) {
        FakePointsService.answer(observer, () -> {
            FakeCollection created = new FakeCollection(request, knowsUpdateModes);
            if (collections.putIfAbsent(request.getCollectionName(), created) != null) {
                throw Status.ALREADY_EXISTS
                        .withDescription(
                                "Wrong input: Collection `" + request.getCollectionName() + "` already exists!")
                        .asRuntimeException();
            }
            return CollectionOperationResponse.newBuilder().setResult(true).build();
        });
    }

    /** What is not there was not deleted, says the result; it is no error. */
    @Override
    public void delete(DeleteCollection request, StreamObserver<CollectionOperationResponse> observer) {
        FakePointsService.answer(
                observer,
                () -> CollectionOperationResponse.newBuilder()
                        .setResult(collections.remove(request.getCollectionName()) != null)
                        .build());
    }

    @Override
    public void get(GetCollectionInfoRequest request, StreamObserver<GetCollectionInfoResponse> observer) {
        FakePointsService.answer(observer, () -> {
            FakeCollection collection = collections.get(request.getCollectionName());
            if (collection == null) {
                throw Status.NOT_FOUND.withDescription("Not found").asRuntimeException();
            }
            CollectionInfo.Builder info = CollectionInfo.newBuilder()
                    .setConfig(CollectionConfig.newBuilder()
                            .setParams(CollectionParams.newBuilder()
                                    .setVectorsConfig(collection.configuration().getVectorsConfig())
                                    .setSparseVectorsConfig(
                                            collection.configuration().getSparseVectorsConfig())));
            collection.indexed().forEach(field -> info.putPayloadSchema(field, PayloadSchemaInfo.getDefaultInstance()));
            return GetCollectionInfoResponse.newBuilder().setResult(info).build();
        });
    }
}
