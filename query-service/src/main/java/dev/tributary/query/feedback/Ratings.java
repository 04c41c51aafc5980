package dev.tributary.query.feedback;

import dev.tributary.events.FeedbackEvent.Rating;
import dev.tributary.platform.web.InvalidRequestException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Ratings as clients write them. */
final class Ratings {

    private Ratings() {}

    static Rating parse(String field, @Nullable String text) {
        return switch (String.valueOf(text)) {
            case "up" -> Rating.UP;
            case "down" -> Rating.DOWN;
            default -> throw new InvalidRequestException(field, text, "up or down");
        };
    }

    static String text(Rating rating) {
        return rating.name().toLowerCase(Locale.ROOT);
    }
}
