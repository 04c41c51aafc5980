package dev.tributary.index.qdrant;

import dev.tributary.events.OutageException;
import io.grpc.CallCredentials;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.AbstractStub;
import io.qdrant.client.MetadataCredentials;
import io.qdrant.client.grpc.CollectionsGrpc;
import io.qdrant.client.grpc.CollectionsGrpc.CollectionsBlockingStub;
import io.qdrant.client.grpc.Points.PointsOperationResponse;
import io.qdrant.client.grpc.Points.UpdateStatus;
import io.qdrant.client.grpc.PointsGrpc;
import io.qdrant.client.grpc.PointsGrpc.PointsBlockingStub;
import io.qdrant.client.grpc.QdrantGrpc;
import io.qdrant.client.grpc.QdrantGrpc.QdrantBlockingStub;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Calls to one Qdrant server, each with a timeout; connects when first used. */
final class Connection implements AutoCloseable {

    /** A page of search results with long passages is larger than gRPC's default of 4 MB. */
    private static final int MAX_ANSWER_BYTES = 256 * 1024 * 1024;

    private final QdrantSettings settings;
    private final ManagedChannel channel;
    private final @Nullable CallCredentials credentials;

    Connection(QdrantSettings settings) {
        this.settings = settings;
        ChannelCredentials transport =
                settings.tls() ? TlsChannelCredentials.create() : InsecureChannelCredentials.create();
        this.channel = Grpc.newChannelBuilderForAddress(settings.host(), settings.port(), transport)
                .maxInboundMessageSize(MAX_ANSWER_BYTES)
                .build();
        String apiKey = settings.apiKey();
        this.credentials = apiKey == null ? null : new MetadataCredentials(apiKey, Map.of());
    }

    <T> T collections(Function<CollectionsBlockingStub, T> call) {
        return call(CollectionsGrpc.newBlockingStub(channel), call);
    }

    <T> T points(Function<PointsBlockingStub, T> call) {
        return call(PointsGrpc.newBlockingStub(channel), call);
    }

    <T> T server(Function<QdrantBlockingStub, T> call) {
        return call(QdrantGrpc.newBlockingStub(channel), call);
    }

    /** A change of points that has been carried out when this returns. */
    void change(Function<PointsBlockingStub, PointsOperationResponse> call) {
        requireCompleted(points(call).getResult().getStatus());
    }

    void requireCompleted(UpdateStatus status) {
        if (status != UpdateStatus.Completed) {
            throw new OutageException(settings + " did not carry out a change in time (" + status + ")", null);
        }
    }

    private <S extends AbstractStub<S>, T> T call(S stub, Function<S, T> call) {
        S timed = stub.withDeadlineAfter(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        try {
            return call.apply(credentials == null ? timed : timed.withCallCredentials(credentials));
        } catch (StatusRuntimeException failure) {
            if (failure.getStatus().getCode() == Status.Code.UNAVAILABLE) {
                // The channel's own pauses between attempts grow to two minutes; those who call have theirs.
                channel.resetConnectBackoff();
            }
            throw translated(failure);
        }
    }

    /** Only what Qdrant finds wrong with the request itself is not an outage: no document is to blame for the rest. */
    private RuntimeException translated(StatusRuntimeException failure) {
        String said = failure.getStatus().getCode() + ": " + failure.getStatus().getDescription();
        return switch (failure.getStatus().getCode()) {
            case INVALID_ARGUMENT, OUT_OF_RANGE, OK ->
                new IllegalArgumentException(settings + " refused a request: " + said, failure);
            case UNIMPLEMENTED ->
                new OutageException(
                        settings + " does not know a call: is this Qdrant's gRPC port (6334, not 6333), and is the"
                                + " server " + Schema.OLDEST_VERSION + " or newer? " + said,
                        failure);
            case UNAUTHENTICATED, PERMISSION_DENIED ->
                new OutageException(
                        settings + " refused the API key: set tributary.index.qdrant.api-key to one that may read and"
                                + " write. " + said,
                        failure);
            case DEADLINE_EXCEEDED ->
                new OutageException(
                        settings + " did not answer within " + settings.timeout()
                                + ": it is overloaded, frozen or out of reach. " + said,
                        failure);
            case RESOURCE_EXHAUSTED ->
                new OutageException(settings + " is overloaded or out of memory or disk. " + said, failure);
            case NOT_FOUND, ALREADY_EXISTS, FAILED_PRECONDITION, ABORTED, CANCELLED, INTERNAL, UNKNOWN, DATA_LOSS ->
                new OutageException(settings + " failed: " + said, failure);
            case UNAVAILABLE ->
                new OutageException(
                        settings + " cannot be reached: start it, or set tributary.index.qdrant.host, .port and .tls"
                                + " to where it listens. " + said,
                        failure);
        };
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
