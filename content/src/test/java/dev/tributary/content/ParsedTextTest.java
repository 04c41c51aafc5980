package dev.tributary.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.content.ParsedText.Block;
import dev.tributary.content.ParsedText.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParsedTextTest {

    private static final ParsedText TEXT = new ParsedText(
            "application/pdf",
            "Title",
            "en",
            "# Title\n\nText",
            List.of(new Block(Kind.HEADING, 1, 0, 7), new Block(Kind.PARAGRAPH, 0, 9, 13)),
            List.of(0, 9),
            Map.of("author", "Ada", "created", "2026"),
            List.of());

    @Test
    void survivesTheContentStore() {
        assertThat(ParsedText.fromJson(TEXT.toJson())).isEqualTo(TEXT);
    }

    @Test
    void knowsThePageOfAnOffset() {
        assertThat(TEXT.pageAt(0)).isEqualTo(1);
        assertThat(TEXT.pageAt(8)).isEqualTo(1);
        assertThat(TEXT.pageAt(9)).isEqualTo(2);
        assertThat(TEXT.pageAt(13)).isEqualTo(2);
    }

    @Test
    void hasNoPagesWhereTheFormatHasNone() {
        ParsedText plain = new ParsedText("text/plain", null, null, "Text", List.of(), List.of(), Map.of(), List.of());
        assertThat(plain.pageAt(2)).isNull();
    }
}
