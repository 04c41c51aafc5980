package dev.tributary.query.answer;

import dev.tributary.query.model.ModelFailedException;
import dev.tributary.query.model.Turn;
import dev.tributary.query.model.Usage;
import java.util.List;
import java.util.function.Consumer;

/** Writes answers from passages. */
sealed interface AnswerGenerator permits ExtractiveGenerator, ModelGenerator, FallbackGenerator {

    /** Stands beside the answer, so that readers know who wrote it. */
    String name();

    /** {@code extractive} or {@code model}; a label of metrics. */
    String kind();

    /**
     * The question in words that can be searched for without the conversation.
     *
     * @param history what was said before, oldest first; may be empty
     */
    Standalone standalone(String question, List<Turn> history);

    /** A question in words of its own, and what it cost to put it so. */
    record Standalone(String question, Usage usage) {}

    /**
     * Writes the answer, citing passages by {@code [number]}, or {@link Answer#NOT_FOUND} alone if they do not answer
     * the question. Returns when the answer is whole.
     *
     * @param instructions what the caller wants of the form of the answer; may be empty
     * @param passages at least one
     * @param pieces gets the text as it comes, on the calling thread; what it throws ends the writing
     * @throws ModelFailedException if the model does not write, or breaks off
     */
    Usage generate(String question, String instructions, List<Passage> passages, Consumer<String> pieces);
}
