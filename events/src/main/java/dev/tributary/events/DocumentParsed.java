package dev.tributary.events;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document's structured text is in the content store.
 *
 * @param document as captured
 * @param content the original bytes
 * @param text the structured text (a serialised {@code ParsedText}); equal text has an equal reference
 * @param mediaType as detected from the bytes
 * @param language ISO 639-1; null where there is too little text to tell
 * @param pages number of pages; null for formats without pages
 * @param parseMillis milliseconds that parsing took, 0 when the same bytes had been parsed before
 * @param warnings what a person should know about the text, for instance that it was cut
 */
public record DocumentParsed(
        DocumentVersion document,
        ContentReference content,
        ContentReference text,
        String mediaType,
        @Nullable String language,
        @Nullable Integer pages,
        Instant parsedAt,
        long parseMillis,
        List<String> warnings)
        implements ParseEvent, VersionEvent {

    public DocumentParsed {
        requireNonNull(document, "document");
        requireNonNull(content, "content");
        requireNonNull(text, "text");
        requireNonNull(mediaType, "mediaType");
        requireNonNull(parsedAt, "parsedAt");
        warnings = Copies.of(warnings);
    }

    /** The same event, to be processed once more. */
    public DocumentParsed again() {
        return new DocumentParsed(
                document.again(), content, text, mediaType, language, pages, parsedAt, parseMillis, warnings);
    }
}
