package dev.tributary.query.answer;

import java.util.List;

/** Hears of an answer while it is made. */
public interface AnswerListener {

    /** What the answer may rest on; told once, before any piece. */
    void found(List<Citation> passages);

    /** The next piece of the answer; together they are its text. */
    void piece(String text);

    /** Waits for the whole answer. */
    AnswerListener PATIENT = new AnswerListener() {
        @Override
        public void found(List<Citation> passages) {}

        @Override
        public void piece(String text) {}
    };
}
