package dev.tributary.ingest.capture;

import dev.tributary.events.DocumentEvent;
import dev.tributary.events.Event;
import dev.tributary.events.OutageException;
import dev.tributary.events.SourceEvent.SourceChanged;
import dev.tributary.events.Topic;
import dev.tributary.ingest.capture.TransactionalPublisher.Message;
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
    private final TransactionalPublisher publisher;
    private final Clock clock;
    private final BlockingQueue<Job> queue = new LinkedBlockingQueue<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("capture").unstarted(this::run);
    private volatile boolean closed;
    private volatile int underWay;
    private Instant latest = Instant.EPOCH;

    /** Exactly one of request and source is there. */
    private record Job(
            @Nullable CaptureRequest request, @Nullable SourceChanged source, CompletableFuture<Captured> done) {}

    Committer(Catalog catalog, TransactionalPublisher publisher, Clock clock) {
        this.catalog = catalog;
        this.publisher = publisher;
        this.clock = clock;
        thread.start();
    }

    /** Ends after the commit; fails with {@link OutageException}. Cancelling it before takes the request back. */
    CompletableFuture<Captured> submit(CaptureRequest request) {
        return submit(new Job(request, null, new CompletableFuture<>()));
    }

    CompletableFuture<Captured> submit(SourceChanged source) {
        return submit(new Job(null, source, new CompletableFuture<>()));
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
        List<Job> group = new ArrayList<>(MAX_GROUP);
        try {
            while (!closed) {
                Job first = queue.take();
                underWay = 1;
                group.add(first);
                queue.drainTo(group, MAX_GROUP - 1);
                underWay = group.size();
                commit(group);
                group.clear();
                underWay = 0;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        failAll();
    }

    private void commit(List<Job> group) {
        Group decided = new Group();
        try {
            group.stream().filter(job -> !job.done().isCancelled()).forEach(decided::add);
            if (!decided.messages.isEmpty()) {
                publisher.publish(decided.messages);
            }
            decided.enterIntoCatalog();
            decided.outcomes.forEach((job, captured) -> job.done().complete(captured));
        } catch (OutageException outage) {
            group.forEach(job -> job.done().completeExceptionally(outage));
        } catch (RuntimeException failure) {
            OutageException outage = new OutageException("Capturing failed: " + failure, failure);
            group.forEach(job -> job.done().completeExceptionally(outage));
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
            }
        }

        private Captured decide(CaptureRequest request) {
            UUID id = request.key().documentId();
            Optional<CatalogDocument> before =
                    Optional.ofNullable(known.get(id)).or(() -> catalog.find(id));
            Decision decision = Decision.of(request, before, now());
            DocumentEvent event = decision.event();
            Topic topic = decision.topic();
            if (event == null || topic == null) {
                looks.put(id, new CatalogDocument.Look(decision.version(), decision.revision()));
                return new Captured(id, decision.version(), false);
            }
            looks.remove(id);
            known.put(id, before.orElseGet(() -> CatalogDocument.of(event)).after(Catalog.kind(topic, event), event));
            messages.add(new Message(topic, (Event) event));
            return new Captured(id, decision.version(), true);
        }

        void enterIntoCatalog() {
            catalog.apply(messages.stream()
                    .map(message -> new Catalog.Seen(message.topic(), message.event()))
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
