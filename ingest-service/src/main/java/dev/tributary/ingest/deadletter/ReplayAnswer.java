package dev.tributary.ingest.deadletter;

import java.util.Map;

/**
 * What became of the dead letters that a replay was asked for.
 *
 * @param dryRun true if nothing was done: the counts say what would be
 * @param skipped how many were passed over, by {@link Obstacle}; {@code matched} is their sum and {@code replayed}
 */
record ReplayAnswer(boolean dryRun, long matched, long replayed, Map<String, Long> skipped) {}
