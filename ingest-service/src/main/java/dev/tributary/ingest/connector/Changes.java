package dev.tributary.ingest.connector;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may have changed at a source.
 *
 * @param checkpoint where the next call goes on after a restart; null where the source has none
 * @param complete false if changes went by unseen, so that only an inventory tells
 */
public record Changes(List<Change> changes, @Nullable String checkpoint, boolean complete) {

    public Changes {
        changes = List.copyOf(changes);
    }

    /** Fetching tells what it is. */
    public sealed interface Change {

        /** When the change was noticed. */
        Instant noticedAt();

        /** This document is new, changed or gone. */
        record Touched(String nativeId, Instant noticedAt) implements Change {}

        /** All documents whose native ids begin with {@code prefix} may be gone. */
        record SubtreeGone(String prefix, Instant noticedAt) implements Change {}
    }
}
