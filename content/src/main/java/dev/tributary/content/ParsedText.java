package dev.tributary.content;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A document's text with its structure, a function of the document's bytes alone.
 *
 * @param title the title that the document itself gives (a property of the file, its first top heading); null without
 * @param language ISO 639-1; null where there is too little text to tell
 * @param markdown the whole text as Markdown; all offsets below are into this string, in UTF-16 code units
 * @param blocks its structure in reading order, not overlapping; what lies between two blocks is white space
 * @param pages offset at which each page starts, in order, the first always 0; empty for formats without pages
 * @param properties what the file says about itself (author, dates …), by the field's usual names
 * @param warnings what a person should know about the text, for instance that it was cut
 */
public record ParsedText(
        String mediaType,
        @Nullable String title,
        @Nullable String language,
        String markdown,
        List<Block> blocks,
        List<Integer> pages,
        Map<String, String> properties,
        List<String> warnings) {

    /** Version of this form and of the rules that fill it; part of an index generation's fingerprint. */
    public static final String FORMAT = "parsed-1";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    public ParsedText {
        blocks = blocks == null ? List.of() : List.copyOf(blocks);
        pages = pages == null ? List.of() : List.copyOf(pages);
        properties = properties == null ? Map.of() : Map.copyOf(properties);
        warnings = warnings == null ? List.of() : List.copyOf(warnings);
    }

    /** What a block is. */
    public enum Kind {
        HEADING,
        PARAGRAPH,
        LIST,
        TABLE,
        CODE
    }

    /**
     * A piece of the text that belongs together.
     *
     * @param level 1 to 6 for a heading, 0 for all else
     * @param start offset of its first character
     * @param end offset behind its last character
     */
    public record Block(Kind kind, int level, int start, int end) {}

    /** 1-based number of the page that the offset is on; null for formats without pages. */
    public @Nullable Integer pageAt(int offset) {
        int page = 0;
        while (page < pages.size() && pages.get(page) <= offset) {
            page++;
        }
        return pages.isEmpty() ? null : Math.max(page, 1);
    }

    /** Equal texts give equal bytes. */
    public byte[] toJson() {
        return JSON.writeValueAsBytes(this);
    }

    public static ParsedText fromJson(byte[] json) {
        return JSON.readValue(json, ParsedText.class);
    }
}
