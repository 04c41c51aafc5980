package dev.tributary.index;

import dev.tributary.events.DocumentVersion;
import org.jspecify.annotations.Nullable;

/**
 * What the index knows of a document beside its text.
 *
 * @param title shown with its passages and searched by keyword, never null: the source's title, the document's own, or
 *     the last part of its native id
 * @param language ISO 639-1; null if unknown
 */
public record DocumentFacts(
        DocumentVersion document,
        String title,
        String mediaType,
        @Nullable String language) {}
