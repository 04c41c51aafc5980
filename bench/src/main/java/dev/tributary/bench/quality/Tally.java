package dev.tributary.bench.quality;

import static dev.tributary.bench.Console.say;

import java.util.EnumMap;
import java.util.Map;

/** What became of the questions. */
final class Tally {

    private enum Outcome {
        ANSWERED_RIGHT("answered, right"),
        ANSWERED_WRONG("answered, wrong"),
        ANSWERED_THE_UNANSWERABLE("answered, though unanswerable"),
        ABSTAINED_RIGHT("not answered, rightly"),
        ABSTAINED_WRONG("not answered, though answerable");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }
    }

    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);

    /** @param right whether the answer has the known one in it */
    void add(boolean answerable, boolean answered, boolean right) {
        counts.merge(outcome(answerable, answered, right), 1, Integer::sum);
    }

    private static Outcome outcome(boolean answerable, boolean answered, boolean right) {
        if (!answered) {
            return answerable ? Outcome.ABSTAINED_WRONG : Outcome.ABSTAINED_RIGHT;
        }
        if (!answerable) {
            return Outcome.ANSWERED_THE_UNANSWERABLE;
        }
        return right ? Outcome.ANSWERED_RIGHT : Outcome.ANSWERED_WRONG;
    }

    void print() {
        int total = counts.values().stream().mapToInt(Integer::intValue).sum();
        for (Outcome outcome : Outcome.values()) {
            say("%-32s %7d", outcome.words, count(outcome));
        }
        int right = count(Outcome.ANSWERED_RIGHT) + count(Outcome.ABSTAINED_RIGHT);
        say("%-32s %7.1f %%", "right, of all questions", total == 0 ? 0.0 : 100.0 * right / total);
    }

    private int count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }
}
