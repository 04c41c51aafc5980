package dev.tributary.index;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a document that is found and cited as a whole.
 *
 * @param ordinal position in the document, from 0
 * @param text as it stands in the document's Markdown
 * @param headingPath headings above it, outermost first
 * @param page 1-based; null for formats without pages
 * @param start offset of its first character in the document's Markdown, in UTF-16 code units
 * @param end offset behind its last character
 */
public record Chunk(
        int ordinal,
        String text,
        List<String> headingPath,
        @Nullable Integer page,
        int start,
        int end) {

    public Chunk {
        headingPath = List.copyOf(headingPath);
    }
}
