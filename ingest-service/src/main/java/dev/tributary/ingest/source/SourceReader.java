package dev.tributary.ingest.source;

import dev.tributary.events.DocumentKey;
import dev.tributary.ingest.capture.CapturingDocuments;
import dev.tributary.ingest.capture.CapturingDocuments.Reading;
import dev.tributary.ingest.catalog.Catalog;
import dev.tributary.ingest.catalog.Catalog.Live;
import dev.tributary.ingest.connector.Changes;
import dev.tributary.ingest.connector.Changes.Change;
import dev.tributary.ingest.connector.Connector;
import dev.tributary.ingest.connector.Fetched;
import dev.tributary.ingest.connector.SourceSettings;
import dev.tributary.ingest.source.SourceState.Approval;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns what a connector shows into captures and removals. Used by one thread, but for what its status says. */
final class SourceReader {

    /** What all sources share. */
    record Tools(
            String tenant,
            CapturingDocuments capturing,
            Catalog catalog,
            Pace pace,
            MeterRegistry meters,
            Clock clock) {}

    private final Tools tools;
    private final SourceSettings settings;
    private final Reading reading;
    private final Connector connector;
    private final Deletions deletions;
    private final SourceState state;

    private volatile long seen;
    private @Nullable Instant previousLook;

    SourceReader(Tools tools, SourceSettings settings, Reading reading, SourceState state, Connector connector) {
        this.tools = tools;
        this.settings = settings;
        this.reading = reading;
        this.connector = connector;
        this.deletions = new Deletions(tools.catalog(), tools.tenant(), settings.source());
        this.state = state;
        state.load();
        this.previousLook = lastScan();
    }

    /** Lists the source, captures what is new or changed, and then removes what is no longer there. */
    void scan() throws InterruptedException {
        Instant start = tools.clock().instant();
        long startNanos = System.nanoTime();
        Optional<Approval> approval = state.approval();
        Captures captures = captures();
        Set<UUID> listed = new HashSet<>();
        seen = 0;
        Connector.Inventory inventory = inventory(captures, listed, start);
        captures.finish();
        long before = tools.catalog().liveCount(tools.tenant(), settings.source());
        Set<UUID> approved = approval.map(Approval::documents).orElse(Set.of());
        List<Live> held = removeMissing(listed, inventory.unlisted(), approved, before);
        state.scanned(start, inventory.checkpoint(), held, before, approval);
        previousLook = start;
        tools.meters()
                .timer("tributary.scan", "connector", reading.connector())
                .record(Duration.ofNanos(System.nanoTime() - startNanos));
    }

    Changes changes(Duration wait) throws InterruptedException {
        SourceCheckpoint from = state.checkpoint();
        return connector.changes(from == null ? null : from.position(), wait);
    }

    /** Captures first and removes then: what was moved is never missing in between. */
    void follow(List<Change> changes) throws InterruptedException {
        if (changes.isEmpty()) {
            return;
        }
        Instant look = tools.clock().instant();
        Captures captures = captures();
        for (Change change : changes) {
            switch (change) {
                case Change.Touched touched -> capture(captures, touched.nativeId(), touched.noticedAt());
                case Change.SubtreeGone gone -> {
                    for (Live document : below(gone.prefix())) {
                        captureNow(captures, document.nativeId(), gone.noticedAt());
                    }
                }
            }
        }
        captures.finish();
        remove(captures);
        previousLook = look;
    }

    int waiting() {
        return connector.waiting();
    }

    long seen() {
        return seen;
    }

    long heldDeletions() {
        return state.held().map(HeldDeletions::count).orElse(0L);
    }

    @Nullable Instant lastScan() {
        SourceCheckpoint last = state.checkpoint();
        return last == null ? null : last.lastScan();
    }

    @Nullable String message() {
        return state.held()
                .filter(held -> !held.dismissed() && !held.approved())
                .map(held -> held.reason() + " None of them was removed. GET /v1/sources/" + settings.source()
                        + "/held-deletions names them. If they are meant to be gone, approve it there; if not, look at"
                        + " what the source shows.")
                .orElse(null);
    }

    private Connector.Inventory inventory(Captures captures, Set<UUID> listed, Instant start)
            throws InterruptedException {
        try {
            return connector.inventory(entry -> {
                UUID id = key(entry.nativeId()).documentId();
                listed.add(id);
                seen = listed.size();
                String revision = entry.revision();
                if (revision == null
                        || !tools.catalog()
                                .revision(id)
                                .filter(revision::equals)
                                .isPresent()) {
                    captureUnchecked(captures, entry.nativeId(), start);
                }
            });
        } catch (Interrupted wrapped) {
            throw wrapped.cause;
        }
    }

    private void capture(Captures captures, String nativeId, Instant noticedAt) throws InterruptedException {
        tools.pace().keep();
        captureNow(captures, nativeId, noticedAt);
    }

    /** For what is gone, it seems: a removal costs the stages nothing, and must not wait for others. */
    private void captureNow(Captures captures, String nativeId, Instant noticedAt) throws InterruptedException {
        Instant since = previousLook;
        captures.start(nativeId, fetched -> changedAt(fetched, since, noticedAt));
    }

    private void captureUnchecked(Captures captures, String nativeId, Instant noticedAt) {
        try {
            capture(captures, nativeId, noticedAt);
        } catch (InterruptedException stopped) {
            throw new Interrupted(stopped);
        }
    }

    /** The source's own time, if it is believable: after we last looked, and not in the future. */
    private static Instant changedAt(Fetched fetched, @Nullable Instant since, Instant noticedAt) {
        Instant sourceTime = switch (fetched) {
            case Fetched.Content content -> content.facts().sourceTime();
            case Fetched.Unreadable unreadable -> unreadable.facts().sourceTime();
            case Fetched.Gone gone -> null;
        };
        if (since == null || sourceTime == null || !sourceTime.isAfter(since) || sourceTime.isAfter(noticedAt)) {
            return noticedAt;
        }
        return sourceTime;
    }

    /** @return what is missing and kept all the same */
    private List<Live> removeMissing(Set<UUID> listed, Set<String> unlisted, Set<UUID> approved, long before)
            throws InterruptedException {
        Map<Boolean, List<Live>> missing = deletions.missing(listed, unlisted).stream()
                .collect(Collectors.partitioningBy(document -> approved.contains(document.documentId())));
        List<Live> believed = new ArrayList<>(missing.getOrDefault(true, List.of()));
        List<Live> others = missing.getOrDefault(false, List.of());
        boolean held =
                !settings.massDeletionAllowed() && deletions.areDoubtful(others, listed, before - believed.size());
        if (!held) {
            believed.addAll(others);
        }
        remove(believed);
        return held ? others : List.of();
    }

    /** Asks for each once more: only what the source itself says it does not have is removed. */
    private void remove(List<Live> missing) throws InterruptedException {
        Instant now = tools.clock().instant();
        Captures captures = captures();
        for (Live document : missing) {
            captureNow(captures, document.nativeId(), now);
        }
        captures.finish();
        remove(captures);
    }

    private void remove(Captures captures) {
        List<CompletableFuture<?>> removals = new ArrayList<>();
        for (Captures.Gone gone : captures.gone()) {
            removals.add(tools.capturing().remove(gone.key(), reading.connector(), gone.changedAt()));
        }
        removals.forEach(CapturingDocuments::await);
    }

    private List<Live> below(String prefix) {
        List<Live> documents = new ArrayList<>();
        List<Live> page;
        do {
            String after = documents.isEmpty() ? "" : documents.getLast().nativeId();
            page = tools.catalog().live(tools.tenant(), settings.source(), prefix, after, 1_000);
            documents.addAll(page);
        } while (page.size() == 1_000);
        return documents;
    }

    private Captures captures() {
        return new Captures(tools.capturing(), connector, reading, this::key);
    }

    private DocumentKey key(String nativeId) {
        return new DocumentKey(tools.tenant(), settings.source(), nativeId);
    }

    /** Carries an interruption through a visitor. */
    private static final class Interrupted extends RuntimeException {

        private final transient InterruptedException cause;

        Interrupted(InterruptedException cause) {
            super(cause);
            this.cause = cause;
        }
    }
}
