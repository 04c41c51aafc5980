package dev.tributary.query.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.events.DocumentVersion;
import dev.tributary.query.document.VisibleText;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A passage as an answer refers to it.
 *
 * @param number as in the answer's {@code [number]}
 * @param page 1-based; null for formats without pages
 * @param start offset of the passage in the document's text, in UTF-16 code units
 * @param quote the part of {@code text} that bears the claim, word for word; null for a passage not cited
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Citation(
        int number,
        UUID documentId,
        String title,
        String uri,
        String source,
        String nativeId,
        String mediaType,
        @Nullable Integer page,
        int start,
        int end,
        List<String> headingPath,
        String text,
        @Nullable String quote) {

    static Citation of(Passage passage, @Nullable String quote) {
        DocumentVersion document = passage.facts().document();
        return new Citation(
                passage.number(),
                document.documentId(),
                VisibleText.line(passage.facts().title()),
                document.uri(),
                document.source(),
                document.nativeId(),
                passage.facts().mediaType(),
                passage.chunk().page(),
                passage.chunk().start(),
                passage.chunk().end(),
                passage.chunk().headingPath(),
                passage.text(),
                quote);
    }
}
