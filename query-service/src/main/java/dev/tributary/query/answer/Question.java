package dev.tributary.query.answer;

import dev.tributary.index.SearchFilter;
import dev.tributary.query.model.Turn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reader asks.
 *
 * @param instructions what the caller wants of the form of the answer; may be empty
 * @param passages how many passages the answer may rest on
 * @param history what was said before, oldest first
 * @param model who is to answer, by a name that clients may use; null for whomever the route says
 */
public record Question(
        String text,
        String instructions,
        SearchFilter filter,
        int passages,
        List<Turn> history,
        @Nullable String model) {

    /** The same question to another model. */
    public Question to(@Nullable String other) {
        return new Question(text, instructions, filter, passages, history, other);
    }
}
