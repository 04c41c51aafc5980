package dev.tributary.events;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was asked and answered, and what it cost; topic {@code answers.v1}, keyed by answer. No text of a document is in it
 * but what the answer itself quotes.
 */
public sealed interface AnswerEvent extends Event permits AnswerEvent.AnswerGiven, AnswerEvent.AnswerBrokenOff {

    /** UUID version 7 of the moment of asking, so that the event can be found by time. */
    UUID answerId();

    String tenant();

    /** Who asked: the name of the key or the user of the token. */
    String caller();

    /** The process that answered, from one start to its end: it knows already what its own answers cost. */
    String process();

    /** What each model took that wrote on it. */
    List<Spent> spent();

    /** When it was asked. */
    Instant at();

    @Override
    default String key() {
        return answerId().toString();
    }

    /**
     * An answer was given.
     *
     * @param generator {@code extractive}, or the name of the chat model that wrote it
     * @param answered false if the documents do not say
     * @param generation of the index that was searched
     * @param content null where usage alone is recorded
     */
    record AnswerGiven(
            UUID answerId,
            String tenant,
            String caller,
            String process,
            String generator,
            boolean answered,
            List<Spent> spent,
            Timings timings,
            String generation,
            Instant at,
            @Nullable Content content)
            implements AnswerEvent {

        public AnswerGiven {
            requireNonNull(answerId, "answerId");
            requireNonNull(tenant, "tenant");
            requireNonNull(caller, "caller");
            requireNonNull(process, "process");
            requireNonNull(generator, "generator");
            requireNonNull(timings, "timings");
            requireNonNull(generation, "generation");
            requireNonNull(at, "at");
            spent = Copies.of(spent);
        }

        /** The same without any text. */
        public AnswerGiven usageOnly() {
            return new AnswerGiven(
                    answerId, tenant, caller, process, generator, answered, spent, timings, generation, at, null);
        }
    }

    /** No answer was given, but chat models had begun to write one: the reader left, or they broke off. */
    record AnswerBrokenOff(UUID answerId, String tenant, String caller, String process, List<Spent> spent, Instant at)
            implements AnswerEvent {

        public AnswerBrokenOff {
            requireNonNull(answerId, "answerId");
            requireNonNull(tenant, "tenant");
            requireNonNull(caller, "caller");
            requireNonNull(process, "process");
            requireNonNull(at, "at");
            spent = Copies.of(spent);
        }
    }

    /**
     * What one model took.
     *
     * @param estimated whether its server did not say how many tokens it counted
     * @param cost by the model's price at that time; 0 if it is not known
     */
    record Spent(String model, int inputTokens, int outputTokens, boolean estimated, BigDecimal cost) {

        public Spent {
            requireNonNull(model, "model");
            requireNonNull(cost, "cost");
        }
    }

    /** In milliseconds. */
    record Timings(long embed, long search, long generate, long total) {}

    /**
     * What was said.
     *
     * @param question as it was asked
     * @param standalone the question in words of its own, as it was searched for
     * @param instructions what the calling application wanted of the form of the answer; may be empty
     * @param history what was said before, oldest first
     * @param passages what the model was shown, in the order of their numbers
     * @param text the answer
     */
    record Content(
            String question,
            String standalone,
            String instructions,
            List<Turn> history,
            List<Passage> passages,
            List<Citation> citations,
            String text) {

        public Content {
            requireNonNull(question, "question");
            requireNonNull(standalone, "standalone");
            requireNonNull(instructions, "instructions");
            requireNonNull(text, "text");
            history = Copies.of(history);
            passages = Copies.of(passages);
            citations = Copies.of(citations);
        }
    }

    /** @param role {@code user} or {@code assistant} */
    record Turn(String role, String text) {

        public Turn {
            requireNonNull(role, "role");
            requireNonNull(text, "text");
        }
    }

    /**
     * Where a passage stands.
     *
     * @param number what citations call it, from 1
     * @param start offset in the document's text, in UTF-16 code units
     * @param end offset behind it
     * @param page 1-based; null for formats without pages
     */
    record Passage(
            int number,
            UUID documentId,
            long version,
            String source,
            String nativeId,
            int start,
            int end,
            @Nullable Integer page,
            List<String> headingPath) {

        public Passage {
            requireNonNull(documentId, "documentId");
            requireNonNull(source, "source");
            requireNonNull(nativeId, "nativeId");
            headingPath = Copies.of(headingPath);
        }
    }

    /**
     * A passage that the answer cites.
     *
     * @param start offset in the document's text of the words that bear the claim
     * @param end offset behind them
     */
    record Citation(int number, int start, int end) {}
}
