package dev.tributary.ingest.erasure;

import dev.tributary.events.ErasureEvent.ErasureReleased;
import dev.tributary.events.ErasureEvent.PlaceErased;
import dev.tributary.events.OutageException;
import dev.tributary.events.Topic;
import dev.tributary.ingest.capture.CapturingDocuments;
import dev.tributary.ingest.catalog.Catalog;
import dev.tributary.ingest.catalog.CatalogDocument;
import dev.tributary.ingest.catalog.CatalogFollower;
import dev.tributary.platform.kafka.EventPublisher;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Begins erasures, drives them on, and finds out when each place is clean. Everything it knows is in the log, so that it
 * goes on after a restart.
 */
final class ErasingDocuments {

    private static final Duration READY = Duration.ofSeconds(5);

    private final CapturingDocuments capturing;
    private final Catalog catalog;
    private final CatalogFollower follower;
    private final CollectingContent content;
    private final WholeLog log;
    private final EventPublisher publisher;
    private final Supplier<Set<String>> indexes;
    private final Duration deadline;
    private final Clock clock;

    /** Topics that were clean when they were last looked through; compacted files go a moment after that. */
    private final Map<UUID, Set<Topic>> cleanBefore = new HashMap<>();

    /** @param indexes generations that are kept, each of which has to report */
    ErasingDocuments(
            CapturingDocuments capturing,
            Catalog catalog,
            CatalogFollower follower,
            CollectingContent content,
            WholeLog log,
            EventPublisher publisher,
            Supplier<Set<String>> indexes,
            Duration deadline,
            Clock clock) {
        this.capturing = capturing;
        this.catalog = catalog;
        this.follower = follower;
        this.content = content;
        this.log = log;
        this.publisher = publisher;
        this.indexes = indexes;
        this.deadline = deadline;
        this.clock = clock;
    }

    /** The receipt; empty if the tenant has no such document. One that was erased before has its receipt from then. */
    Optional<ErasureReceipt> erase(String tenant, UUID documentId) {
        if (!follower.caughtUp()) {
            throw new OutageException("The catalog is still reading the log", null, READY);
        }
        if (find(tenant, documentId).isEmpty()) {
            return Optional.empty();
        }
        CapturingDocuments.await(capturing.erase(documentId, UUID.randomUUID(), deadline));
        return find(tenant, documentId).flatMap(CatalogDocument::erasure).flatMap(id -> receipt(tenant, id));
    }

    private Optional<CatalogDocument> find(String tenant, UUID documentId) {
        return catalog.find(documentId).filter(document -> document.tenant().equals(tenant));
    }

    Optional<ErasureReceipt> receipt(String tenant, UUID erasureId) {
        return ErasureReceipt.of(
                        catalog.erasure(erasureId).stream()
                                .filter(event -> event.tenant().equals(tenant))
                                .toList(),
                        indexes.get())
                .stream()
                .findFirst();
    }

    /** Of a tenant, or of all if it is null; the newest first. */
    List<ErasureReceipt> receipts(@Nullable String tenant) {
        return ErasureReceipt.of(catalog.erasures(tenant), indexes.get());
    }

    /** From now on connectors may capture the document again. */
    Optional<ErasureReceipt> release(String tenant, UUID erasureId) {
        if (receipt(tenant, erasureId).isEmpty()) {
            return Optional.empty();
        }
        ErasureReleased released = new ErasureReleased(erasureId, tenant, clock.instant());
        publish(released);
        catalog.apply(List.of(new Catalog.Seen(Topic.ERASURES, released)));
        return receipt(tenant, erasureId);
    }

    /** Looks after all erasures that are not done, and collects content if that is due. */
    void goOn() {
        if (!follower.caughtUp()) {
            return;
        }
        Map<UUID, String> tenants = new HashMap<>();
        catalog.erasures(null).forEach(event -> tenants.put(event.erasureId(), event.tenant()));
        List<Pending> pending = receipts(null).stream()
                .filter(receipt -> !receipt.done())
                .map(receipt -> new Pending(receipt, tenants.getOrDefault(receipt.id(), "")))
                .toList();
        List<Pending> inLog =
                pending.stream().filter(one -> one.receipt().lacksTopic()).toList();
        if (!inLog.isEmpty()) {
            cleanLog(inLog);
        }
        pending.stream()
                .filter(one -> !one.receipt().lacksTopic() && one.receipt().lacks(ErasureReceipt.CATALOG))
                .forEach(this::cleanCatalog);
        collect(pending);
    }

    private record Pending(ErasureReceipt receipt, String tenant) {}

    private void cleanLog(List<Pending> pending) {
        Map<UUID, Long> settled = new HashMap<>();
        Map<Pending, LogRemains> remains = new HashMap<>();
        for (Pending one : pending) {
            UUID document = one.receipt().documentId();
            catalog.find(document)
                    .filter(known -> known.waitsFor() == null)
                    .ifPresent(known -> settled.put(document, known.version()));
            remains.put(one, new LogRemains(document, one.receipt().version()));
        }
        log.show(remains.values());
        Set<TopicPartition> dirty = new HashSet<>();
        remains.forEach((one, left) -> {
            dirty.addAll(left.partitions());
            Long version = settled.get(one.receipt().documentId());
            if (version != null && !left.uncovered().isEmpty()) {
                CapturingDocuments.await(capturing.cover(one.receipt().documentId(), version, left.uncovered()));
            }
            reportTopics(one, left);
        });
        log.turnPages(dirty);
    }

    private void reportTopics(Pending one, LogRemains left) {
        Set<Topic> before = cleanBefore.computeIfAbsent(one.receipt().id(), none -> new HashSet<>());
        for (Topic topic : ErasureReceipt.TOPICS) {
            if (left.isIn(topic)) {
                before.remove(topic);
            } else if (!before.add(topic) && one.receipt().lacks(topic.topicName())) {
                report(one, topic.topicName(), null);
            }
        }
    }

    private void cleanCatalog(Pending one) {
        catalog.purge();
        report(one, ErasureReceipt.CATALOG, null);
        cleanBefore.remove(one.receipt().id());
    }

    private void collect(List<Pending> pending) {
        List<Pending> reached = new ArrayList<>();
        for (Pending one : pending) {
            if (one.receipt().lacks(ErasureReceipt.CONTENT)
                    && one.receipt().requestedAt().isBefore(content.reach())) {
                reached.add(one);
            }
        }
        if (!reached.isEmpty() || content.due()) {
            content.collect();
        }
        reached.stream().filter(this::isGone).forEach(one -> report(one, ErasureReceipt.CONTENT, note(one)));
    }

    /** What somebody used lately, a rebuild of the index for one, is left to the next collection. */
    private boolean isGone(Pending one) {
        return one.receipt().contents().stream().noneMatch(sha256 -> content.isLeft(one.tenant(), sha256));
    }

    private @Nullable String note(Pending one) {
        long shared = one.receipt().contents().stream()
                .filter(sha256 -> catalog.references().contains(one.tenant(), sha256))
                .count();
        return shared == 0 ? null : "kept " + shared + " of them: the same bytes or text belong to another document";
    }

    private void report(Pending one, String place, @Nullable String note) {
        publish(new PlaceErased(one.receipt().id(), one.tenant(), place, note, clock.instant()));
    }

    private void publish(dev.tributary.events.ErasureEvent event) {
        publisher.publishAndWait(Topic.ERASURES, event);
    }
}
