package dev.tributary.ingest.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far everything has come.
 *
 * @param idle whether every change that was noticed so far is searchable, or refused with a reason
 * @param catalogLag events that this view has yet to read; -1 before it has read any
 */
record IngestStatus(
        boolean idle, KafkaEntry kafka, List<SourceEntry> sources, List<StageEntry> stages, long catalogLag) {

    /**
     * @param unreachable what was tried last, and what came of it; null while Kafka answers
     * @param unreachableSince null while Kafka answers
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record KafkaEntry(
            boolean reachable,
            @Nullable String unreachable,
            @Nullable Instant unreachableSince) {}

    /**
     * @param phase {@code starting}, {@code scanning}, {@code following}, {@code waiting}, {@code stopped}, or
     *     {@code push} for a source that only takes pushes
     * @param seen documents that the last or current listing has shown
     * @param captured documents by the state of their newest version, as are the others
     * @param pending documents that wait for a stage
     * @param heldDeletions documents that the last listing lacked, and that were kept in doubt
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SourceEntry(
            String source,
            String connector,
            String phase,
            long seen,
            long captured,
            long parsed,
            long indexed,
            long failed,
            long removed,
            long pending,
            @Nullable Instant lastScan,
            long heldDeletions,
            @Nullable String message) {}

    /**
     * @param oldestPendingSeconds age of the oldest document that waits; null if none does
     * @param paused what the stage waits for; null while it runs in this and all other processes
     * @param pausedSince when it began to wait; null while it runs
     * @param pausedProcesses which processes told of it; empty if only this one knows, as while Kafka is down
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StageEntry(
            String stage,
            long pending,
            @Nullable Long oldestPendingSeconds,
            @Nullable String paused,
            @Nullable Instant pausedSince,
            List<String> pausedProcesses) {}
}
