package dev.tributary.ingest.capture;

import dev.tributary.events.DocumentEvent;
import dev.tributary.events.Event;
import dev.tributary.events.OutageException;
import dev.tributary.events.SourceEvent.SourceChanged;
import dev.tributary.events.Topic;
import dev.tributary.ingest.capture.GroupPublisher.Message;
import dev.tributary.ingest.catalog.Catalog;
import dev.tributary.ingest.catalog.CatalogDocument;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Decides and commits, in one thread: no two requests can be given the same version. Requests that come while a
 * transaction is under way share the next one.
 */
final class Committer implements AutoCloseable {

    private static final int MAX_GROUP = 500;

    private final Catalog catalog;
    private final GroupPublisher publisher;
    private final Clock clock;
    private final ExpressRoom room;
    private final Runnable catalogToEnd;
    private final BlockingQueue<Job> queue = new LinkedBlockingQueue<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("capture").unstarted(this::run);
    private volatile boolean closed;
    private volatile int underWay;
    /** Whether the catalog is known to have everything that this or an earlier process of its name ever said. */
    private boolean knowing;

    private Instant latest = Instant.EPOCH;

    /** Exactly one of the first three is there. */
    private record Job(
            @Nullable CaptureRequest request,
            @Nullable SourceChanged source,
            @Nullable ErasureRequest erasure,
            CompletableFuture<Captured> done) {}

    /**
     * Commits nothing before it is started.
     *
     * @param catalogToEnd returns when the catalog knows everything that is in the log
     */
    Committer(Catalog catalog, GroupPublisher publisher, Clock clock, ExpressRoom room, Runnable catalogToEnd) {
        this.catalog = catalog;
        this.publisher = publisher;
        this.clock = clock;
        this.room = room;
        this.catalogToEnd = catalogToEnd;
    }

    Committer start() {
        thread.start();
        return this;
    }

    /** Ends after the commit; fails with {@link OutageException}. Cancelling it before takes the request back. */
    CompletableFuture<Captured> submit(CaptureRequest request) {
        return submit(new Job(request, null, null, new CompletableFuture<>()));
    }

    CompletableFuture<Captured> submit(ErasureRequest erasure) {
        return submit(new Job(null, null, erasure, new CompletableFuture<>()));
    }

    CompletableFuture<Captured> submit(SourceChanged source) {
        return submit(new Job(null, source, null, new CompletableFuture<>()));
    }

    /** Requests that are not committed yet. */
    int waiting() {
        return queue.size() + underWay;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        publisher.close();
    }

    private CompletableFuture<Captured> submit(Job job) {
        queue.add(job);
        if (closed) {
            failAll();
        }
        return job.done();
    }

    private void run() {
        try {
            while (!closed) {
                commitNext();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        failAll();
    }

    /** Waits for a request, and commits it with those that wait behind it. */
    void commitNext() throws InterruptedException {
        List<Job> group = new ArrayList<>();
        group.add(queue.take());
        underWay = 1;
        queue.drainTo(group, MAX_GROUP - 1);
        underWay = group.size();
        commit(group);
        underWay = 0;
    }

    private void commit(List<Job> group) {
        Group decided = new Group();
        try {
            learn();
            group.stream().filter(job -> !job.done().isCancelled()).forEach(decided::add);
            if (!decided.messages.isEmpty()) {
                publisher.publish(decided.messages);
            }
            decided.enterIntoCatalog();
            decided.outcomes.forEach((job, captured) -> job.done().complete(captured));
        } catch (OutageException outage) {
            knowing = false;
            group.forEach(job -> job.done().completeExceptionally(outage));
        } catch (RuntimeException failure) {
            knowing = false;
            OutageException outage = new OutageException("Capturing failed: " + failure, failure);
            group.forEach(job -> job.done().completeExceptionally(outage));
        }
    }

    /**
     * What came of a transaction that failed is unknown, and so is what a predecessor left open. Until both are clear,
     * "nothing has changed" may be wrong, and a version may be given twice.
     */
    private void learn() {
        if (!knowing) {
            publisher.settle();
            catalogToEnd.run();
            knowing = true;
        }
    }

    private void failAll() {
        List<Job> left = new ArrayList<>();
        queue.drainTo(left);
        left.forEach(job -> job.done()
                .completeExceptionally(new OutageException("The service stopped before this was captured", null)));
    }

    /** What one transaction says, and what is known in its course. */
    private final class Group {

        private final List<Message> messages = new ArrayList<>();
        private final Lanes lanes = new Lanes(room);
        private final Map<Job, Captured> outcomes = new HashMap<>();
        private final Map<UUID, CatalogDocument> known = new HashMap<>();
        private final Map<UUID, CatalogDocument.Look> looks = new HashMap<>();

        void add(Job job) {
            SourceChanged source = job.source();
            if (source != null) {
                messages.add(new Message(Topic.SOURCES, source));
                outcomes.put(job, new Captured(new UUID(0, 0), 0, true));
            } else if (job.request() != null) {
                outcomes.put(job, decide(job.request()));
            } else if (job.erasure() != null) {
                outcomes.put(job, decide(job.erasure()));
            }
        }

        private Captured decide(ErasureRequest request) {
            UUID id = request.documentId();
            CatalogDocument document = known(id).orElse(null);
            if (document == null) {
                return new Captured(id, 0, false);
            }
            List<Message> said = request.messages(document, now());
            for (Message message : said) {
                messages.add(message);
                if (message.event() instanceof DocumentEvent event) {
                    document = document.after(Catalog.kind(message.topic(), event), event);
                    known.put(id, document);
                    looks.remove(id);
                }
            }
            return new Captured(id, document.version(), !said.isEmpty());
        }

        private Optional<CatalogDocument> known(UUID id) {
            return Optional.ofNullable(known.get(id)).or(() -> catalog.find(id));
        }

        /** What was erased comes back when somebody pushes it, not because its source still has it. */
        private boolean isSuppressed(CaptureRequest request, Optional<CatalogDocument> before) {
            return !request.connector().equals(CapturingDocuments.PUSH)
                    && before.filter(catalog::suppressed).isPresent();
        }

        private Captured decide(CaptureRequest request) {
            UUID id = request.key().documentId();
            Optional<CatalogDocument> before = known(id);
            if (isSuppressed(request, before)) {
                return new Captured(id, before.map(CatalogDocument::version).orElse(0L), false);
            }
            Decision decision = Decision.of(request, before, now());
            DocumentEvent event = decision.event();
            Topic topic = decision.topic();
            if (event == null || topic == null) {
                looks.put(id, new CatalogDocument.Look(decision.version(), decision.revision()));
                return new Captured(id, decision.version(), false);
            }
            looks.remove(id);
            known.put(id, before.orElseGet(() -> CatalogDocument.of(event)).after(Catalog.kind(topic, event), event));
            messages.add(new Message(lanes.of(topic, event, before), (Event) event));
            return new Captured(id, decision.version(), true);
        }

        void enterIntoCatalog() {
            catalog.apply(messages.stream()
                    .flatMap(message -> message.seen().stream())
                    .toList());
            looks.forEach((id, look) -> {
                if (!catalog.find(id).map(CatalogDocument::revision).equals(Optional.ofNullable(look.revision()))) {
                    catalog.remember(id, look);
                }
            });
        }
    }

    /** Never goes back, so that a version given in a transaction whose end is unknown is not given again. */
    private Instant now() {
        Instant now = clock.instant();
        latest = now.isAfter(latest) ? now : latest;
        return latest;
    }
}
