package dev.tributary.query.answer;

/** Something said before in a conversation. */
record Turn(Speaker speaker, String text) {

    enum Speaker {
        USER,
        ASSISTANT
    }
}
