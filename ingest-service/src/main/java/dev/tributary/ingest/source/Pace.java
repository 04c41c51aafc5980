package dev.tributary.ingest.source;

import dev.tributary.events.OutageException;
import dev.tributary.ingest.IngestProperties;
import dev.tributary.ingest.capture.ExpressRoom;
import dev.tributary.ingest.catalog.Catalog;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a source from running ahead of the stages behind it, without making it wait for others that did. While documents
 * of others wait on the bulk topics, a source has a few at a time on the express topics and does not queue behind them, so
 * that an archive delays nobody but itself.
 */
final class Pace {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Catalog catalog;
    private final ExpressRoom room;
    private final String tenant;
    private final String source;
    private final long maxPending;
    private final long share;
    private final CountDownLatch stop;
    private long lastLook = System.nanoTime() - LOOK_AGAIN.toNanos();

    /**
     * @param sources how many sources there are: each may have its share of documents wait, whatever the others have
     */
    Pace(Catalog catalog, IngestProperties properties, String tenant, String source, int sources, CountDownLatch stop) {
        this.catalog = catalog;
        this.room = new ExpressRoom(catalog, properties.expressPending());
        this.tenant = tenant;
        this.source = source;
        this.maxPending = properties.maxPending();
        this.share = Math.max(1, maxPending / Math.max(1, sources));
        this.stop = stop;
    }

    /** Returns at once, or when few enough documents wait; throws if the service stops meanwhile. */
    void keep() throws InterruptedException {
        if (System.nanoTime() - lastLook < LOOK_AGAIN.toNanos()) {
            return;
        }
        while (hasItsShare() || room.isWorthWaitingFor(tenant, source)) {
            if (stop.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new OutageException("The service stops", null);
            }
        }
        lastLook = System.nanoTime();
    }

    private boolean hasItsShare() {
        return catalog.waitingDocuments() > maxPending && waiting(true, share + 1) + waiting(false, share + 1) > share;
    }

    private long waiting(boolean bulk, long limit) {
        return catalog.waitingDocuments(tenant, source, bulk, limit);
    }
}
