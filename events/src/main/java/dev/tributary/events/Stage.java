package dev.tributary.events;

/** The stages that a document passes, in their order. */
public enum Stage {
    CAPTURE("capture"),
    PARSE("parse"),
    INDEX("index");

    private final String wireName;

    Stage(String wireName) {
        this.wireName = wireName;
    }

    /** The name in events, metrics and APIs. */
    public String wireName() {
        return wireName;
    }
}
