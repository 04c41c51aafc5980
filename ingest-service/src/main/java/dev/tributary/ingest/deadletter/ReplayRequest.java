package dev.tributary.ingest.deadletter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters to publish again; what is left out does not restrict them.
 *
 * @param stage {@code parse} or {@code index}
 * @param olderThan an ISO 8601 time, as {@code newerThan}: of the dead letter, not of the document
 * @param dryRun true to count only
 */
record ReplayRequest(
        @Nullable String source,
        @Nullable String stage,
        @Nullable String reason,
        @Nullable List<String> documentIds,
        @Nullable String olderThan,
        @Nullable String newerThan,
        @Nullable Boolean dryRun) {

    /** All dead letters. */
    static final ReplayRequest ALL = new ReplayRequest(null, null, null, null, null, null, null);
}
