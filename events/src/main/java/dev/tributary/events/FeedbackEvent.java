package dev.tributary.events;

import static java.util.Objects.requireNonNull;

import com.fasterxml.uuid.Generators;
import dev.tributary.events.AnswerEvent.AnswerGiven;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people think of answers; topic {@code feedback.v1}. */
public sealed interface FeedbackEvent extends Event permits FeedbackEvent.FeedbackGiven {

    /** Whether an answer was of use. */
    enum Rating {
        UP,
        DOWN
    }

    /**
     * Somebody's opinion of an answer, keyed by both: the last one is all there is to know.
     *
     * @param answer the answer itself, so that opinions can be read without looking for it
     * @param caller who says so
     * @param correction the answer that would have been right
     */
    record FeedbackGiven(
            AnswerGiven answer,
            String caller,
            Rating rating,
            @Nullable String comment,
            @Nullable String correction,
            List<String> tags,
            Instant at)
            implements FeedbackEvent {

        public FeedbackGiven {
            requireNonNull(answer, "answer");
            requireNonNull(caller, "caller");
            requireNonNull(rating, "rating");
            requireNonNull(at, "at");
            tags = Copies.of(tags);
        }

        /** Names say who somebody is, keys do not. */
        @Override
        public String key() {
            UUID who = Generators.nameBasedGenerator(answer.answerId()).generate(caller);
            return answer.answerId() + ":" + who;
        }
    }
}
