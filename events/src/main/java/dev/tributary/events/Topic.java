package dev.tributary.events;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The one declaration of all topics. Partition counts are fixed when a topic is made and never grown. */
public enum Topic {
    CAPTURED(Names.CAPTURED, true),
    PARSED(Names.PARSED, true),
    /** The same as {@link #CAPTURED}, of sources that have many documents waiting. */
    CAPTURED_BULK(Names.CAPTURED_BULK, true),
    /** The same as {@link #PARSED}, of what came through {@link #CAPTURED_BULK}. */
    PARSED_BULK(Names.PARSED_BULK, true),
    INDEXED(Names.INDEXED, true),
    SOURCES(Names.SOURCES, true),
    /** Which generations of the index there are, and which one is searched. */
    GENERATIONS(Names.GENERATIONS, true),
    /** Which stages wait for infrastructure, by process. */
    STAGES(Names.STAGES, true),
    /** Which chat models there are, and which one answers. */
    MODELS(Names.MODELS, true),
    /** Which API keys were made at run time, and which of them were revoked. */
    KEYS(Names.KEYS, true),

    /** Which documents were erased, and where they are gone from. */
    ERASURES(Names.ERASURES, true),
    /** What was asked and answered. */
    ANSWERS(Names.ANSWERS, false),
    /** What people think of answers. */
    FEEDBACK(Names.FEEDBACK, false),
    /** Events that cannot succeed, as they were, with the reason in headers; the last one of each document. */
    DEAD(Names.DEAD, false);

    /** Topic names as compile-time constants, for annotations and configuration. */
    public static final class Names {
        public static final String CAPTURED = "docs.captured.v1";
        public static final String PARSED = "docs.parsed.v1";
        public static final String CAPTURED_BULK = "docs.captured.bulk.v1";
        public static final String PARSED_BULK = "docs.parsed.bulk.v1";
        public static final String INDEXED = "docs.indexed.v1";
        public static final String SOURCES = "ingest.sources.v1";
        public static final String GENERATIONS = "index.generations.v1";
        public static final String STAGES = "ops.stages.v1";
        public static final String MODELS = "models.v1";
        public static final String KEYS = "access.keys.v1";
        public static final String ERASURES = "ops.erasures.v1";
        public static final String ANSWERS = "answers.v1";
        public static final String FEEDBACK = "feedback.v1";
        public static final String DEAD = "docs.dead.v1";

        private Names() {}
    }

    private static final Duration RETENTION = Duration.ofDays(30);

    /** How long a file of the log outlives its replacement by a compacted one: what is erased must not linger. */
    private static final Duration FILES_STAY = Duration.ofSeconds(1);

    private final String topicName;
    private final boolean kept;

    Topic(String topicName, boolean kept) {
        this.topicName = topicName;
        this.kept = kept;
    }

    public String topicName() {
        return topicName;
    }

    /**
     * Broker settings of the topic, beside partitions and replicas.
     *
     * @param compactionLag how long an event may stay after a newer one of its key, until the broker must drop it; it stays
     *     for a quarter of that at least, so that those who are behind read it
     */
    public Map<String, String> settings(Duration compactionLag) {
        Map<String, String> settings = new HashMap<>();
        settings.put("cleanup.policy", kept ? "compact" : "compact,delete");
        settings.put(
                "min.compaction.lag.ms",
                Long.toString(compactionLag.dividedBy(4).toMillis()));
        settings.put("max.compaction.lag.ms", Long.toString(compactionLag.toMillis()));
        settings.put("file.delete.delay.ms", Long.toString(FILES_STAY.toMillis()));
        if (!kept) {
            settings.put("retention.ms", Long.toString(RETENTION.toMillis()));
        }
        return Map.copyOf(settings);
    }

    /** How long an event stays at most unless configured otherwise; empty if only a newer one of its key replaces it. */
    public Optional<Duration> retention() {
        return kept ? Optional.empty() : Optional.of(RETENTION);
    }

    /** The topic for the same events of sources that have many documents waiting; this one if there is none. */
    public Topic bulk() {
        return switch (this) {
            case CAPTURED -> CAPTURED_BULK;
            case PARSED -> PARSED_BULK;
            default -> this;
        };
    }

    /** {@link #CAPTURED} and {@link #PARSED} for their bulk topics; this one for all others. */
    public Topic express() {
        return switch (this) {
            case CAPTURED_BULK -> CAPTURED;
            case PARSED_BULK -> PARSED;
            default -> this;
        };
    }
}
