package dev.tributary.ingest.source;

import dev.tributary.events.OutageException;
import dev.tributary.ingest.connector.Changes;
import dev.tributary.ingest.connector.Connector;
import dev.tributary.ingest.connector.ConnectorFactory;
import dev.tributary.ingest.connector.SourceSettings;
import dev.tributary.ingest.source.SourceStatus.Phase;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one source for as long as the service runs: lists it, follows it, lists it again now and then. */
final class SourceRunner implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(SourceRunner.class);

    private static final Duration LONGEST_WAIT_FOR_CHANGES = Duration.ofMillis(250);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration SLOWEST_RETRY = Duration.ofSeconds(30);

    private final SourceSettings settings;
    private final ConnectorFactory factory;
    private final Function<Connector, SourceReader> readers;
    private final BooleanSupplier scanWanted;
    private final CountDownLatch stop;

    private volatile Phase phase = Phase.STARTING;
    private volatile @Nullable String trouble;
    private volatile @Nullable SourceReader reader;
    private volatile boolean working = true;
    private Duration retry = FIRST_RETRY;

    /**
     * @param readers what reads the source through a connector that was opened for it
     * @param scanWanted whether the source is to be listed before its time
     */
    SourceRunner(
            SourceSettings settings,
            ConnectorFactory factory,
            Function<Connector, SourceReader> readers,
            BooleanSupplier scanWanted,
            CountDownLatch stop) {
        this.settings = settings;
        this.factory = factory;
        this.readers = readers;
        this.scanWanted = scanWanted;
        this.stop = stop;
    }

    @Override
    public void run() {
        while (!stopped()) {
            working = true;
            try (Connector connector = factory.open(settings)) {
                read(connector);
            } catch (OutageException outage) {
                await(outage);
            } catch (InterruptedException interrupted) {
                break;
            } catch (RuntimeException failure) {
                LOG.error("Source {} failed and is started again", settings.source(), failure);
                await(new OutageException("It failed in an unexpected way; the log says how: " + failure, failure));
            }
        }
        phase = Phase.STOPPED;
        working = false;
    }

    SourceStatus status() {
        SourceReader current = reader;
        String message = trouble;
        boolean quiet = !working && phase != Phase.WAITING && current != null && current.waiting() == 0;
        return new SourceStatus(
                settings.source(),
                factory.kind(),
                phase,
                current == null ? 0 : current.seen(),
                current == null ? null : current.lastScan(),
                quiet,
                current == null ? 0 : current.heldDeletions(),
                message != null || current == null ? message : current.message());
    }

    private void read(Connector connector) throws InterruptedException {
        SourceReader current = readers.apply(connector);
        reader = current;
        scan(current);
        long nextScan = System.nanoTime() + settings.rescan().toNanos();
        while (!stopped()) {
            working = false;
            Duration untilScan = Duration.ofNanos(Math.max(0, nextScan - System.nanoTime()));
            Duration wait = untilScan.compareTo(LONGEST_WAIT_FOR_CHANGES) < 0 ? untilScan : LONGEST_WAIT_FOR_CHANGES;
            Changes changes = current.changes(wait);
            current.follow(changes.changes());
            if (scanWanted.getAsBoolean() || !changes.complete() || System.nanoTime() >= nextScan) {
                scan(current);
                nextScan = System.nanoTime() + settings.rescan().toNanos();
            }
        }
    }

    private void scan(SourceReader current) throws InterruptedException {
        working = true;
        phase = Phase.SCANNING;
        current.scan();
        phase = Phase.FOLLOWING;
        trouble = null;
        retry = FIRST_RETRY;
    }

    private void await(OutageException outage) {
        if (stopped()) {
            return;
        }
        Duration wait = outage.retryAfter().orElse(retry);
        phase = Phase.WAITING;
        trouble = outage.getMessage();
        LOG.warn("Source {} waits {} ms: {}", settings.source(), wait.toMillis(), outage.getMessage());
        Duration doubled = retry.multipliedBy(2);
        retry = doubled.compareTo(SLOWEST_RETRY) > 0 ? SLOWEST_RETRY : doubled;
        try {
            if (stop.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("Source {} stops", settings.source());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean stopped() {
        return stop.getCount() == 0 || Thread.currentThread().isInterrupted();
    }
}
