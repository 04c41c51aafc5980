package dev.tributary.embed.generation;

import dev.tributary.embed.pipeline.Lane;
import java.util.Map;

/**
 * How far a generation is behind the log.
 *
 * @param lanes one entry a lane
 */
record Lag(Map<Lane, Part> lanes) {

    Lag {
        lanes = Map.copyOf(lanes);
    }

    /**
     * @param behind events that are not in the index yet
     * @param total events that there are, removed ones and those of earlier versions included until Kafka compacts them
     */
    record Part(long behind, long total) {}

    long behind() {
        return lanes.values().stream().mapToLong(Part::behind).sum();
    }

    long total() {
        return lanes.values().stream().mapToLong(Part::total).sum();
    }
}
