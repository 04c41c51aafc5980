package dev.tributary.ingest.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a source is doing.
 *
 * @param seen documents that the last or current listing has shown
 * @param lastScan when the last complete listing began; null before there was one
 * @param quiet whether nothing is being listed, fetched, or waiting to be
 * @param heldDeletions documents that the last listing lacked and that were kept all the same
 * @param message what is wrong, and the cure; null if nothing is
 */
public record SourceStatus(
        String source,
        String connector,
        Phase phase,
        long seen,
        @Nullable Instant lastScan,
        boolean quiet,
        long heldDeletions,
        @Nullable String message) {

    public enum Phase {
        STARTING,
        SCANNING,
        FOLLOWING,
        /** The source or the infrastructure is out of reach; tried again and again. */
        WAITING,
        STOPPED
    }
}
