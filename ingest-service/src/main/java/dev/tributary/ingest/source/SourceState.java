package dev.tributary.ingest.source;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.tributary.content.ContentStore;
import dev.tributary.content.ContentStore.MissingContentException;
import dev.tributary.events.ContentReference;
import dev.tributary.events.SourceEvent.SourceChanged;
import dev.tributary.ingest.capture.CapturingDocuments;
import dev.tributary.ingest.catalog.Catalog;
import dev.tributary.ingest.catalog.Catalog.Live;
import dev.tributary.ingest.connector.SourceSettings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a source was read and what waits there for a person to decide. Every change is in the log before it counts.
 * Safe for use by several threads.
 */
final class SourceState {

    private static final Logger LOG = LoggerFactory.getLogger(SourceState.class);

    private final String tenant;
    private final SourceSettings settings;
    private final String connector;
    private final CapturingDocuments capturing;
    private final Catalog catalog;
    private final ContentStore store;

    private boolean loaded;
    private volatile @Nullable SourceCheckpoint checkpoint;
    private volatile @Nullable HeldDeletions held;
    private volatile boolean scanWanted;

    SourceState(
            String tenant,
            SourceSettings settings,
            String connector,
            CapturingDocuments capturing,
            Catalog catalog,
            ContentStore store) {
        this.tenant = tenant;
        this.settings = settings;
        this.connector = connector;
        this.capturing = capturing;
        this.catalog = catalog;
        this.store = store;
    }

    /** A decision to remove documents. */
    record Approval(ContentReference reference, Set<UUID> documents) {}

    /** Reads what the log tells; once, when the catalog is up to date. */
    synchronized void load() {
        if (!loaded) {
            checkpoint = catalog.source(tenant, settings.source())
                    .map(known -> SourceCheckpoint.fromJson(known.checkpoint()))
                    .orElse(null);
            loaded = true;
        }
    }

    @Nullable SourceCheckpoint checkpoint() {
        return checkpoint;
    }

    /** What the last complete listing since the start lacked and was kept. */
    Optional<HeldDeletions> held() {
        return Optional.ofNullable(held);
    }

    /** Whether a decision waits for a new listing; asking takes the wish back. */
    boolean takeScanWanted() {
        boolean wanted = scanWanted;
        scanWanted = false;
        return wanted;
    }

    /** What was approved and is not done; asked before a listing begins. */
    Optional<Approval> approval() {
        SourceCheckpoint known = checkpoint;
        ContentReference reference = known == null ? null : known.approved();
        if (reference == null) {
            return Optional.empty();
        }
        try {
            String text = new String(store.read(tenant, reference), StandardCharsets.UTF_8);
            return Optional.of(
                    new Approval(reference, text.lines().map(UUID::fromString).collect(toUnmodifiableSet())));
        } catch (MissingContentException | IllegalArgumentException lost) {
            LOG.error("What was approved for source {} cannot be read; it has to be approved again", settings.source());
            return Optional.of(new Approval(reference, Set.of()));
        }
    }

    /**
     * Notes that a listing is complete and that its consequences are drawn.
     *
     * @param lacked documents that it lacked and that were kept
     * @param before how many documents the source had, with those
     * @param used what was approved when it began
     */
    synchronized void scanned(
            Instant began, @Nullable String position, List<Live> lacked, long before, Optional<Approval> used) {
        SourceCheckpoint last = checkpoint;
        Instant since = last == null || last.heldSince() == null ? began : last.heldSince();
        HeldDeletions now =
                lacked.isEmpty() ? null : new HeldDeletions(settings.source(), since, before, false, false, lacked);
        String dismissed = now == null || last == null || !now.digest().equals(last.dismissed()) ? null : now.digest();
        ContentReference open = last == null ? null : last.approved();
        ContentReference approved =
                used.map(Approval::reference).filter(done -> done.equals(open)).isPresent() ? null : open;
        note(new SourceCheckpoint(began, position, now == null ? null : since, dismissed, approved));
        held = now == null || dismissed == null ? now : now.withDismissed();
    }

    /**
     * Lets the next complete listing remove those of the held documents that it lacks too. It begins at once.
     *
     * @param count how many the person saw
     * @throws HeldDeletions.ChangedException if there are more or fewer by now
     */
    synchronized HeldDeletions approve(long count) {
        HeldDeletions current = held;
        SourceCheckpoint last = checkpoint;
        if (current == null || last == null || current.count() != count) {
            throw new HeldDeletions.ChangedException(current == null ? 0 : current.count());
        }
        String ids = current.documents().stream()
                .map(document -> document.documentId().toString())
                .collect(joining("\n"));
        note(last.withApproved(store.put(tenant, ids.getBytes(StandardCharsets.UTF_8))));
        HeldDeletions approved = current.withApproved();
        held = approved;
        scanWanted = true;
        LOG.info("The deletion of {} documents of source {} was approved", count, settings.source());
        return approved;
    }

    /** Keeps the held documents, and says no more of them until a listing lacks others; empty if none are held. */
    synchronized Optional<HeldDeletions> dismiss() {
        HeldDeletions current = held;
        SourceCheckpoint last = checkpoint;
        if (current == null || last == null) {
            return Optional.empty();
        }
        note(last.withDismissed(current.digest()));
        HeldDeletions dismissed = current.withDismissed();
        held = dismissed;
        LOG.info("{} missing documents of source {} are kept by decision", current.count(), settings.source());
        return Optional.of(dismissed);
    }

    private void note(SourceCheckpoint next) {
        capturing.note(new SourceChanged(tenant, settings.source(), connector, settings.values(), next.toJson()));
        checkpoint = next;
    }
}
