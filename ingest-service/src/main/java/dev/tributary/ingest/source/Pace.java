package dev.tributary.ingest.source;

import dev.tributary.events.OutageException;
import dev.tributary.ingest.catalog.Catalog;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Keeps connectors from running ahead of the stages behind them. */
final class Pace {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Catalog catalog;
    private final long maxPending;
    private final CountDownLatch stop;
    private long lastLook = System.nanoTime() - LOOK_AGAIN.toNanos();

    Pace(Catalog catalog, long maxPending, CountDownLatch stop) {
        this.catalog = catalog;
        this.maxPending = maxPending;
        this.stop = stop;
    }

    /** Returns at once, or when few enough documents wait; throws if the service stops meanwhile. */
    void keep() throws InterruptedException {
        if (System.nanoTime() - lastLook < LOOK_AGAIN.toNanos()) {
            return;
        }
        while (catalog.waitingDocuments() > maxPending) {
            if (stop.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new OutageException("The service stops", null);
            }
        }
        lastLook = System.nanoTime();
    }
}
