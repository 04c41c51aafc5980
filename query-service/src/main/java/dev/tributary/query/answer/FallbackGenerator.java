package dev.tributary.query.answer;

import dev.tributary.query.model.ModelFailedException;
import dev.tributary.query.model.ModelMetrics;
import dev.tributary.query.model.Turn;
import dev.tributary.query.model.Usage;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One question's generators: when one fails, the next takes over, and stays. Once the reader has seen a piece of an answer
 * no other takes over, so that no answer is written by two.
 */
final class FallbackGenerator implements AnswerGenerator {

    private final List<AnswerGenerator> generators;
    private final ModelMetrics metrics;
    private int position;

    /** @param generators at least one, in the order in which they are asked */
    FallbackGenerator(List<AnswerGenerator> generators, ModelMetrics metrics) {
        this.generators = generators;
        this.metrics = metrics;
    }

    /** Of the one that wrote last, or will write. */
    @Override
    public String name() {
        return current().name();
    }

    @Override
    public String kind() {
        return current().kind();
    }

    @Override
    public Standalone standalone(String question, List<Turn> history) {
        return attempt(generator -> generator.standalone(question, history), new Opening(piece -> {}));
    }

    @Override
    public Usage generate(String question, String instructions, List<Passage> passages, Consumer<String> pieces) {
        Opening opening = new Opening(pieces);
        return attempt(
                generator -> {
                    opening.begin();
                    return generator.generate(question, instructions, passages, opening);
                },
                opening);
    }

    private <T> T attempt(Function<AnswerGenerator, T> work, Opening opening) {
        while (true) {
            try {
                return work.apply(current());
            } catch (ModelFailedException failure) {
                if (opening.seen() || position == generators.size() - 1) {
                    throw failure;
                }
                metrics.fellBack(name());
                position++;
            }
        }
    }

    private AnswerGenerator current() {
        return generators.get(position);
    }

    /** Holds an answer's pieces back as long as there is nothing to see in them. */
    private static final class Opening implements Consumer<String> {

        private final Consumer<String> pieces;
        private final StringBuilder blank = new StringBuilder();
        private boolean seen;

        Opening(Consumer<String> pieces) {
            this.pieces = pieces;
        }

        void begin() {
            blank.setLength(0);
        }

        boolean seen() {
            return seen;
        }

        @Override
        public void accept(String piece) {
            if (!seen && piece.isBlank()) {
                blank.append(piece);
                return;
            }
            String first = blank + piece;
            blank.setLength(0);
            seen = true;
            pieces.accept(first);
        }
    }
}
