package dev.tributary.ingest.capture;

import dev.tributary.content.ContentStore;
import dev.tributary.ingest.catalog.Catalog;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;

/** Capture as in the service, but what waits is committed when the caller says so, in the caller's thread. */
public final class UnthreadedCapture {

    private final Committer committer;
    private final CapturingDocuments capturing;

    /** Where groups of events go; fails like Kafka, with an {@link dev.tributary.events.OutageException}. */
    public interface Log {

        /** What was left open is in the log from now on, or will never be. */
        void settle();

        void commit(List<Catalog.Seen> events);

        /** Returns when the catalog knows everything that is in the log. */
        void readToEnd();
    }

    /** @param few how many documents of a source may take the express topic at a time */
    public UnthreadedCapture(
            ContentStore store, Catalog catalog, Log log, Clock clock, long few, MeterRegistry registry) {
        this.committer = new Committer(catalog, new ToLog(log), clock, new ExpressRoom(catalog, few), log::readToEnd);
        this.capturing = new CapturingDocuments(store, catalog, committer, new CaptureMetrics(registry));
    }

    public CapturingDocuments capturing() {
        return capturing;
    }

    /** Commits all that waits, in one transaction. */
    public void commit() throws InterruptedException {
        if (committer.waiting() > 0) {
            committer.commitNext();
        }
    }

    private record ToLog(Log log) implements GroupPublisher {

        @Override
        public void settle() {
            log.settle();
        }

        @Override
        public void publish(List<Message> messages) {
            log.commit(messages.stream()
                    .flatMap(message -> message.seen().stream())
                    .toList());
        }

        @Override
        public void close() {}
    }
}
