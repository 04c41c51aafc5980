package dev.tributary.ingest.source;

import dev.tributary.events.DocumentKey;
import dev.tributary.events.OutageException;
import dev.tributary.ingest.capture.CapturingDocuments;
import dev.tributary.ingest.capture.CapturingDocuments.Reading;
import dev.tributary.ingest.connector.Connector;
import dev.tributary.ingest.connector.Fetched;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Captures many documents of one source at a time, each on its own; one's trouble is not the others'. */
final class Captures {

    private static final Logger LOG = LoggerFactory.getLogger(Captures.class);
    private static final int AT_A_TIME = 32;

    private final CapturingDocuments capturing;
    private final Connector connector;
    private final Reading reading;
    private final Function<String, DocumentKey> keys;
    private final Semaphore free = new Semaphore(AT_A_TIME);
    private final AtomicReference<@Nullable OutageException> outage = new AtomicReference<>();
    private final Queue<Gone> gone = new ConcurrentLinkedQueue<>();

    /** A document that was not there when it was asked for. */
    record Gone(DocumentKey key, Instant changedAt) {}

    Captures(CapturingDocuments capturing, Connector connector, Reading reading, Function<String, DocumentKey> keys) {
        this.capturing = capturing;
        this.connector = connector;
        this.reading = reading;
        this.keys = keys;
    }

    /** Starts capturing a document; waits while too many are under way. */
    void start(String nativeId, Function<Fetched, Instant> changedAt) throws InterruptedException {
        throwOutage();
        free.acquire();
        Thread.startVirtualThread(() -> {
            try {
                capture(nativeId, changedAt);
            } finally {
                free.release();
            }
        });
    }

    /** Waits until all are committed. Throws if an outage kept any of them from it. */
    void finish() throws InterruptedException {
        free.acquire(AT_A_TIME);
        free.release(AT_A_TIME);
        throwOutage();
    }

    /** Documents that turned out not to be there. */
    Queue<Gone> gone() {
        return gone;
    }

    private void capture(String nativeId, Function<Fetched, Instant> changedAt) {
        DocumentKey key = keys.apply(nativeId);
        try {
            Fetched first = connector.fetch(nativeId);
            Instant changed = changedAt.apply(first);
            AtomicReference<@Nullable Fetched> fetched = new AtomicReference<>(first);
            boolean there = capturing
                    .capture(key, reading, changed, () -> {
                        Fetched ready = fetched.getAndSet(null);
                        return ready == null ? connector.fetch(nativeId) : ready;
                    })
                    .isPresent();
            if (!there) {
                gone.add(new Gone(key, changed));
            }
        } catch (OutageException failure) {
            outage.compareAndSet(null, failure);
        } catch (RuntimeException failure) {
            LOG.error("Document {} was passed over and is tried again at the next listing", key.documentId(), failure);
        }
    }

    private void throwOutage() {
        OutageException failure = outage.get();
        if (failure != null) {
            throw new OutageException(
                    String.valueOf(failure.getMessage()),
                    failure,
                    failure.retryAfter().orElse(null));
        }
    }
}
