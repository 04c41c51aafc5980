package dev.tributary.embed.pipeline;

import dev.tributary.events.Topic;

/** A topic that documents come by, and who reads it for a generation. */
public enum Lane {
    EXPRESS(Topic.PARSED, "index-in-0", ""),
    BULK(Topic.PARSED_BULK, "indexBulk-in-0", "-bulk");

    private final Topic topic;
    private final String binding;
    private final String suffix;

    Lane(Topic topic, String binding, String suffix) {
        this.topic = topic;
        this.binding = binding;
        this.suffix = suffix;
    }

    public Topic topic() {
        return topic;
    }

    /** The binding whose settings every generation's own binding has. */
    String binding() {
        return binding;
    }

    /**
     * The consumer group. Every generation reads all documents from the start, in groups of its own; each lane has one,
     * since one would wait for the other's batches at every rebalance.
     */
    public String group(String generation) {
        return "tributary-index-" + generation + suffix;
    }
}
