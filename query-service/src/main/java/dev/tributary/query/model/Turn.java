package dev.tributary.query.model;

/** Something said before in a conversation. */
public record Turn(Speaker speaker, String text) {

    public enum Speaker {
        USER,
        ASSISTANT
    }
}
