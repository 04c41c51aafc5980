package dev.tributary.query.search;

import dev.tributary.index.SearchFilter;
import dev.tributary.platform.web.InvalidRequestException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A {@link SearchFilter} as a request says it; all parts are optional. */
public record FilterBody(
        @Nullable List<@Nullable UUID> documents,
        @Nullable List<@Nullable String> sources,
        @Nullable List<@Nullable String> mediaTypes,
        @Nullable List<@Nullable String> languages,
        @Nullable Map<String, @Nullable String> metadata,
        @Nullable Instant modifiedFrom,
        @Nullable Instant modifiedBefore) {

    private static final int MAX_VALUES = 100;
    private static final int MAX_CHARACTERS = 1000;

    /** @throws InvalidRequestException for a value that no filter may have */
    public static SearchFilter toFilter(@Nullable FilterBody body) {
        return body == null ? SearchFilter.none() : body.toFilter();
    }

    private SearchFilter toFilter() {
        if (modifiedFrom != null && modifiedBefore != null && !modifiedFrom.isBefore(modifiedBefore)) {
            throw new InvalidRequestException(
                    "filter.modifiedBefore", modifiedBefore, "a time after filter.modifiedFrom");
        }
        return new SearchFilter(
                set("documents", documents),
                set("sources", sources),
                set("mediaTypes", mediaTypes),
                set("languages", languages),
                checkedMetadata(),
                modifiedFrom,
                modifiedBefore);
    }

    private static <T> Set<T> set(String field, @Nullable List<@Nullable T> values) {
        if (values == null) {
            return Set.of();
        }
        checkCount(field, values.size());
        Set<T> set = new HashSet<>();
        for (T value : values) {
            set.add(checked("filter." + field, value));
        }
        return set;
    }

    private Map<String, String> checkedMetadata() {
        if (metadata == null) {
            return Map.of();
        }
        checkCount("metadata", metadata.size());
        Map<String, String> checked = new HashMap<>();
        metadata.forEach((name, value) -> checked.put(name, checked("filter.metadata." + name, value)));
        return checked;
    }

    private static void checkCount(String field, int count) {
        if (count > MAX_VALUES) {
            throw new InvalidRequestException(
                    "filter." + field, count + " values", "at most " + MAX_VALUES + " values");
        }
    }

    private static <T> T checked(String field, @Nullable T value) {
        if (value == null || value.toString().isBlank() || value.toString().length() > MAX_CHARACTERS) {
            throw new InvalidRequestException(
                    field, value, "a value of 1 to " + MAX_CHARACTERS + " characters that is not blank");
        }
        return value;
    }
}
