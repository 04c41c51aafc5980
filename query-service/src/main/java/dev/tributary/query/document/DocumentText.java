package dev.tributary.query.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document's text, or a piece of a long one. Offsets count UTF-16 code units and are those of citations.
 *
 * @param text Markdown, without characters that nobody sees
 * @param start where the piece begins
 * @param end where it ends, and the next one begins
 * @param length of the whole text
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DocumentText(
        UUID documentId,
        String title,
        String uri,
        String source,
        String nativeId,
        String mediaType,
        @Nullable String language,
        @Nullable Instant modified,
        Map<String, String> metadata,
        String text,
        int start,
        int end,
        int length) {

    public DocumentText {
        metadata = Map.copyOf(metadata);
    }

    public boolean goesOn() {
        return end < length;
    }
}
