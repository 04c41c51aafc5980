package dev.tributary.embed.generation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;

/**
 * A generation as the API shows it.
 *
 * @param id its fingerprint
 * @param configured whether it is the one that the configuration makes
 * @param embedding as in the configuration, without secrets
 * @param documents how many a search in it can find; null if it was dropped or cannot be opened
 * @param progress null if it was dropped, or if Kafka does not say
 * @param obstacle why it should not be activated; null if nothing speaks against it, or it answers or was dropped
 * @param problem why it is not fed; null if it is
 * @param createdAt null for the configured one as long as nothing was started beside it
 * @param liveSince null if it does not answer, or was never chosen
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record GenerationView(
        String id,
        State state,
        boolean configured,
        Map<String, String> embedding,
        Map<String, String> chunking,
        @Nullable Long documents,
        @Nullable ProgressView progress,
        @Nullable Boolean activateWhenReady,
        @Nullable String obstacle,
        @Nullable String problem,
        @Nullable Instant createdAt,
        @Nullable Instant liveSince,
        @Nullable Instant droppedAt) {

    @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
    enum State {
        BUILDING,
        READY,
        LIVE,
        KEPT,
        DROPPED
    }

    /**
     * @param done events of all lanes that are in the index
     * @param eventsPerSecond by how many the lag shrank in the last minute
     * @param estimatedEnd null if it is there, or does not come nearer
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ProgressView(
            long done,
            long total,
            List<LaneView> lanes,
            double eventsPerSecond,
            @Nullable Instant estimatedEnd) {}

    record LaneView(String lane, long lag, long total) {}
}
