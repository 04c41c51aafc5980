package dev.tributary.query.feedback;

import dev.tributary.events.FeedbackEvent.FeedbackGiven;
import dev.tributary.events.FeedbackEvent.Rating;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which feedback is exported as what.
 *
 * @param from when it was given, inclusive
 * @param to the same, exclusive; null for the present moment
 * @param model who wrote the answer; null for all
 * @param rating null for both
 */
record ExportRequest(
        ExportFormat format,
        Instant from,
        @Nullable Instant to,
        @Nullable String model,
        @Nullable Rating rating) {

    boolean wants(FeedbackGiven feedback) {
        return !feedback.at().isBefore(from)
                && (to == null || feedback.at().isBefore(to))
                && (model == null || model.equals(feedback.answer().generator()))
                && (rating == null || rating == feedback.rating());
    }
}
