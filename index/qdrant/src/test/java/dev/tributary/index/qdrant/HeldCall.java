package dev.tributary.index.qdrant;

import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.UpsertPoints;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A call that has reached the server and is neither carried out nor answered, so that its client can be killed meanwhile. */
public final class HeldCall {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** What may be held. */
    public enum Kind {
        /** Points with vectors are written. */
        CHUNKS,
        /** Points without vectors are written. */
        COMMITS,
        /** Points are deleted. */
        SWEEP
    }

    private final Kind kind;
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean carryOut;

    HeldCall(Kind kind) {
        this.kind = kind;
    }

    /** @return whether the call came in time */
    public boolean awaitArrival(Duration patience) throws InterruptedException {
        return arrived.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** @param toBeCarriedOut whether it happens, as if it had only been slow, or is lost */
    public void release(boolean toBeCarriedOut) {
        carryOut = toBeCarriedOut;
        released.countDown();
    }

    boolean catches(Object request) {
        return switch (kind) {
            case CHUNKS -> request instanceof UpsertPoints upsert && hasVectors(upsert);
            case COMMITS -> request instanceof UpsertPoints upsert && !hasVectors(upsert);
            case SWEEP -> request instanceof DeletePoints;
        };
    }

    /** Blocks the call until it is released. */
    boolean awaitCarryOut() {
        arrived.countDown();
        try {
            return released.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS) && carryOut;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean hasVectors(UpsertPoints upsert) {
        return upsert.getPointsList().stream().anyMatch(HeldCall::hasVectors);
    }

    private static boolean hasVectors(PointStruct point) {
        return point.getVectors().getVectors().getVectorsCount() > 0;
    }
}
