package dev.tributary.query.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.events.DocumentVersion;
import dev.tributary.index.Chunk;
import dev.tributary.index.Hit;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A passage that a search found.
 *
 * @param page 1-based; null for formats without pages
 * @param start offset of the passage in the document's text, in UTF-16 code units
 * @param highlights where words of the query stand, as offsets into {@code text}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SearchHit(
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
        List<Highlight> highlights,
        double score,
        @Nullable Instant modified) {

    record Highlight(int start, int end) {}

    static SearchHit of(Hit hit, Set<String> stems) {
        DocumentVersion document = hit.facts().document();
        Chunk chunk = hit.chunk();
        return new SearchHit(
                document.documentId(),
                hit.facts().title(),
                document.uri(),
                document.source(),
                document.nativeId(),
                hit.facts().mediaType(),
                chunk.page(),
                chunk.start(),
                chunk.end(),
                chunk.headingPath(),
                chunk.text(),
                highlights(chunk.text(), stems),
                hit.score(),
                document.sourceTime());
    }

    private static List<Highlight> highlights(String text, Set<String> stems) {
        return Words.of(text).stream()
                .filter(word -> stems.contains(word.stem()))
                .map(word -> new Highlight(word.start(), word.end()))
                .toList();
    }
}
