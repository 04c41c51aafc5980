package dev.tributary.events;

import java.time.Duration;
import java.util.Map;

/** The one declaration of all topics. Partition counts are fixed when a topic is made and never grown. */
public enum Topic {
    CAPTURED(Names.CAPTURED, true),
    PARSED(Names.PARSED, true),
    INDEXED(Names.INDEXED, true),
    SOURCES(Names.SOURCES, true),
    /** Events that cannot succeed, as they were, with the reason in headers. */
    DEAD(Names.DEAD, false);

    /** Topic names as compile-time constants, for annotations and configuration. */
    public static final class Names {
        public static final String CAPTURED = "docs.captured.v1";
        public static final String PARSED = "docs.parsed.v1";
        public static final String INDEXED = "docs.indexed.v1";
        public static final String SOURCES = "ingest.sources.v1";
        public static final String DEAD = "docs.dead.v1";

        private Names() {}
    }

    private static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(30);

    private final String topicName;
    private final boolean compacted;

    Topic(String topicName, boolean compacted) {
        this.topicName = topicName;
        this.compacted = compacted;
    }

    public String topicName() {
        return topicName;
    }

    /** Broker settings of the topic, beside partitions and replicas. */
    public Map<String, String> settings() {
        return compacted
                ? Map.of("cleanup.policy", "compact")
                : Map.of("cleanup.policy", "delete", "retention.ms", Long.toString(DEAD_LETTER_RETENTION.toMillis()));
    }
}
