package dev.tributary.index;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which documents a search is confined to, beside the reader's rights. Conditions are ANDed; an empty set and a null
 * do not restrict; a set matches any of its members, metadata all of its entries.
 *
 * @param sources source ids
 * @param mediaTypes media types without parameters, as detected
 * @param languages ISO 639-1
 * @param modifiedFrom the source's own time of last modification, inclusive; documents without one do not match
 * @param modifiedBefore the same, exclusive
 */
public record SearchFilter(
        Set<UUID> documents,
        Set<String> sources,
        Set<String> mediaTypes,
        Set<String> languages,
        Map<String, String> metadata,
        @Nullable Instant modifiedFrom,
        @Nullable Instant modifiedBefore) {

    private static final SearchFilter NONE =
            new SearchFilter(Set.of(), Set.of(), Set.of(), Set.of(), Map.of(), null, null);

    public SearchFilter {
        documents = Set.copyOf(documents);
        sources = Set.copyOf(sources);
        mediaTypes = Set.copyOf(mediaTypes);
        languages = Set.copyOf(languages);
        metadata = Map.copyOf(metadata);
    }

    /** Restricts nothing. */
    public static SearchFilter none() {
        return NONE;
    }
}
