package dev.tributary.ingest.erasure;

import dev.tributary.content.ContentStore;
import dev.tributary.content.ContentStore.Collected;
import dev.tributary.content.ContentStore.References;
import dev.tributary.ingest.catalog.Catalog;
import dev.tributary.ingest.catalog.CatalogFollower;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes content that no document's newest version refers to. Content may be put before the event that refers to it is
 * in the log: hence the grace. What is in the log is in the catalog before it is asked.
 */
final class CollectingContent {

    private static final Logger LOG = LoggerFactory.getLogger(CollectingContent.class);
    private static final Duration CATALOG_WAIT = Duration.ofSeconds(30);

    private final ContentStore store;
    private final Catalog catalog;
    private final CatalogFollower follower;
    private final CollectionProperties properties;
    private final MeterRegistry meters;
    private final Clock clock;
    private final AtomicLong keptBytes;
    private Instant last;

    CollectingContent(
            ContentStore store,
            Catalog catalog,
            CatalogFollower follower,
            CollectionProperties properties,
            MeterRegistry meters,
            Clock clock) {
        this.store = store;
        this.catalog = catalog;
        this.follower = follower;
        this.properties = properties;
        this.meters = meters;
        this.clock = clock;
        this.last = clock.instant();
        this.keptBytes = meters.gauge("tributary.content.kept.bytes", new AtomicLong());
    }

    boolean due() {
        return !clock.instant().isBefore(last.plus(properties.interval()));
    }

    /** Content that was not used since this time would be deleted by a collection now, if nothing refers to it. */
    Instant reach() {
        return clock.instant().minus(properties.grace());
    }

    /** Whether the store has it although nothing refers to it. */
    boolean isLeft(String tenant, String sha256) {
        return store.has(tenant, sha256) && !catalog.references().contains(tenant, sha256);
    }

    /** Throws {@link dev.tributary.events.OutageException} if the catalog or the store cannot say what there is. */
    void collect() {
        last = clock.instant();
        Instant unusedSince = reach();
        References references = catalog.references();
        follower.awaitEnd(CATALOG_WAIT);
        Collected collected = store.collect(references, unusedSince);
        keptBytes.set(collected.keptBytes());
        meters.counter("tributary.content.collected").increment((double) collected.deleted());
        meters.counter("tributary.content.collected.bytes").increment((double) collected.deletedBytes());
        LOG.info(
                "Collected {} contents ({} bytes) that no document refers to; {} ({} bytes) stay",
                collected.deleted(),
                collected.deletedBytes(),
                collected.kept(),
                collected.keptBytes());
    }
}
