package dev.tributary.index.qdrant;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.QdrantGrpc;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckReply;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Qdrant as seen through a socket: the calls that the adapter uses, with the real server's semantics, and switches for
 * what can go wrong. Knows nothing of what the points mean.
 */
public final class FakeQdrant implements AutoCloseable {

    private static final Metadata.Key<String> API_KEY = Metadata.Key.of("api-key", Metadata.ASCII_STRING_MARSHALLER);

    /** How a call that is not answered fails. */
    public enum Fault {
        /** Nothing happens. */
        BEFORE,
        /** It is carried out, but the answer is lost. */
        AFTER,
        /** Nothing happens, and nothing is ever said. */
        SILENCE
    }

    private final Map<String, FakeCollection> collections = new ConcurrentHashMap<>();
    private final String version;
    private final @Nullable String apiKey;
    private final List<String> calls = new ArrayList<>();
    private Fault fault = Fault.BEFORE;
    private long callsToFault = Long.MAX_VALUE;
    private @Nullable HeldCall held;
    private final int port;
    private Server server;

    /** @param apiKey null to let everybody in */
    FakeQdrant(String version, @Nullable String apiKey) {
        this.version = version;
        this.apiKey = apiKey;
        this.server = start(0);
        this.port = server.getPort();
    }

    public FakeQdrant() {
        this("1.18.1", null);
    }

    public int port() {
        return port;
    }

    /** From the call after next {@code goodCalls} on, all calls fail, as for a client that dies there. */
    public synchronized void faultAfter(int goodCalls, Fault kind) {
        fault = kind;
        callsToFault = goodCalls;
    }

    public synchronized void heal() {
        callsToFault = Long.MAX_VALUE;
    }

    /** Names of the calls so far. */
    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** The next call of the kind, of whatever client, waits until it is let go. */
    public synchronized HeldCall hold(HeldCall.Kind kind) {
        HeldCall next = new HeldCall(kind);
        held = next;
        return next;
    }

    /** Names of the collections that there are. */
    public Set<String> collections() {
        return Set.copyOf(collections.keySet());
    }

    FakeCollection collection(String name) {
        FakeCollection collection = collections.get(name);
        if (collection == null) {
            throw Status.NOT_FOUND
                    .withDescription("Not found: Collection `" + name + "` doesn't exist!")
                    .asRuntimeException();
        }
        return collection;
    }

    /** The process ends; its collections are on its disk. */
    public void stop() {
        server.shutdownNow();
        try {
            server.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    public void restart() {
        server = start(port);
    }

    @Override
    public void close() {
        stop();
    }

    private Server start(int port) {
        try {
            return Grpc.newServerBuilderForPort(port, InsecureServerCredentials.create())
                    .maxInboundMessageSize(64 * 1024 * 1024)
                    .intercept(new Faults())
                    .addService(new FakePointsService(this::collection))
                    .addService(new FakeCollectionsService(collections, !version.startsWith("1.16")))
                    .addService(new Health())
                    .build()
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private final class Health extends QdrantGrpc.QdrantImplBase {
        @Override
        public void healthCheck(HealthCheckRequest request, StreamObserver<HealthCheckReply> observer) {
            FakePointsService.answer(
                    observer,
                    () -> HealthCheckReply.newBuilder()
                            .setTitle("qdrant - vector search engine")
                            .setVersion(version)
                            .build());
        }
    }

    private final class Faults implements ServerInterceptor {

        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            if (apiKey != null && !apiKey.equals(headers.get(API_KEY))) {
                call.close(Status.UNAUTHENTICATED.withDescription("Must provide an API key"), new Metadata());
                return new ServerCall.Listener<>() {};
            }
            Fault now = next(call.getMethodDescriptor().getBareMethodName());
            if (now == null) {
                return new Holding<>(next.startCall(call, headers));
            }
            return switch (now) {
                case AFTER -> next.startCall(new Unanswered<>(call), headers);
                case BEFORE -> {
                    call.close(Status.UNAVAILABLE.withDescription("gone"), new Metadata());
                    yield new ServerCall.Listener<>() {};
                }
                case SILENCE -> new ServerCall.Listener<>() {};
            };
        }

        private @Nullable Fault next(@Nullable String method) {
            synchronized (FakeQdrant.this) {
                calls.add(String.valueOf(method));
                return callsToFault-- <= 0 ? fault : null;
            }
        }
    }

    private synchronized @Nullable HeldCall caught(Object request) {
        HeldCall waiting = held;
        if (waiting == null || !waiting.catches(request)) {
            return null;
        }
        held = null;
        return waiting;
    }

    private final class Holding<Q> extends SimpleForwardingServerCallListener<Q> {

        Holding(ServerCall.Listener<Q> next) {
            super(next);
        }

        @Override
        public void onMessage(Q request) {
            HeldCall caught = caught(request);
            if (caught == null || caught.awaitCarryOut()) {
                super.onMessage(request);
            }
        }
    }

    private static final class Unanswered<Q, A> extends SimpleForwardingServerCall<Q, A> {

        Unanswered(ServerCall<Q, A> call) {
            super(call);
        }

        @Override
        public void sendMessage(A message) {}

        @Override
        public void close(Status status, Metadata trailers) {
            super.close(Status.UNAVAILABLE.withDescription("gone"), trailers);
        }
    }
}
