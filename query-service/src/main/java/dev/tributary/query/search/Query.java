package dev.tributary.query.search;

import dev.tributary.index.SearchFilter;
import dev.tributary.index.SearchMode;
import dev.tributary.platform.web.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/** What is looked for, whoever looks and however much of it. */
public record Query(String text, SearchMode mode, SearchFilter filter) {

    private static final int MAX_CHARACTERS = 8000;

    /** @throws InvalidRequestException unless there is something to look for, and not too much of it */
    public static String checkedText(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new InvalidRequestException(field, text, "1 to 8,000 characters that are not all blank");
        }
        if (text.length() > MAX_CHARACTERS) {
            throw new InvalidRequestException(field, text.length() + " characters", "1 to 8,000 characters");
        }
        return text.strip();
    }
}
