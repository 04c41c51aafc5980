package dev.tributary.query.feedback;

import dev.tributary.events.FeedbackEvent.Rating;
import dev.tributary.platform.web.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody thinks of an answer.
 *
 * @param rating up or down
 * @param comment at most 4,000 characters
 * @param correction the answer that would have been right, at most 20,000 characters
 * @param tags at most 10, of 1 to 50 characters each
 */
record FeedbackBody(
        @Nullable String rating,
        @Nullable String comment,
        @Nullable String correction,
        @Nullable List<@Nullable String> tags) {

    private static final int LONGEST_COMMENT = 4_000;
    private static final int LONGEST_CORRECTION = 20_000;
    private static final int LONGEST_TAG = 50;
    private static final int MOST_TAGS = 10;

    Rating checkedRating() {
        return Ratings.parse("rating", rating);
    }

    @Nullable String checkedComment() {
        return checked("comment", comment, LONGEST_COMMENT);
    }

    @Nullable String checkedCorrection() {
        return checked("correction", correction, LONGEST_CORRECTION);
    }

    private static @Nullable String checked(String field, @Nullable String text, int longest) {
        if (text != null && text.length() > longest) {
            throw new InvalidRequestException(
                    field, text.length() + " characters", "at most %,d characters".formatted(longest));
        }
        return text == null || text.isBlank() ? null : text.strip();
    }

    List<String> checkedTags() {
        List<String> checked = new ArrayList<>();
        for (String tag : tags == null ? List.<@Nullable String>of() : tags) {
            if (tag == null || tag.isBlank() || tag.length() > LONGEST_TAG) {
                throw new InvalidRequestException("tags", tag, "tags of 1 to 50 characters");
            }
            checked.add(tag.strip());
        }
        if (checked.size() > MOST_TAGS) {
            throw new InvalidRequestException("tags", checked.size() + " tags", "at most 10 tags");
        }
        return List.copyOf(checked);
    }
}
