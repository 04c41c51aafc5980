package dev.tributary.ingest.capture;

import dev.tributary.ingest.catalog.Catalog;

/** Whether a source has room on the express topics, where edits go, and who queues on the bulk topics. */
public final class ExpressRoom {

    private final Catalog catalog;
    private final long few;

    /** @param few how many documents of a source may wait on the express topics, in front of an edit */
    public ExpressRoom(Catalog catalog, long few) {
        this.catalog = catalog;
        this.few = few;
    }

    /**
     * Whether a source with many documents should wait rather than queue behind those of others on the bulk topics: soon
     * it has room on the express topics again.
     */
    public boolean isWorthWaitingFor(String tenant, String source) {
        return taken(tenant, source) >= few && othersQueue(tenant, source);
    }

    /** How many documents of the source are on the express topics, counted up to {@link #most}. */
    long taken(String tenant, String source) {
        return catalog.waitingDocuments(tenant, source, false, most());
    }

    long few() {
        return few;
    }

    /** As many as may be there while others queue: several who waited for room may come at once. */
    long most() {
        return 2 * few;
    }

    /** Whether others have so much on the bulk topics that it takes a while. */
    boolean othersQueue(String tenant, String source) {
        return catalog.othersInBulk(tenant, source, few + 1) > few;
    }
}
