package dev.tributary.embed.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.content.ParsedText;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ChunkerTest {

    private final Random random = new Random(7);
    private final Chunker chunker = new Chunker(40, Texts.TOKENS);

    @Test
    void aChunkStaysInItsSectionAndKnowsTheHeadingsAbove() {
        List<TextChunk> chunks = chunker.chunk(Texts.text(
                Texts.paragraph("Before all."),
                Texts.heading(1, "Leave"),
                Texts.heading(2, "Parents"),
                Texts.paragraph("Ten weeks."),
                Texts.paragraph("Fully paid."),
                Texts.heading(2, "Holidays ##"),
                Texts.paragraph("25 days."),
                Texts.heading(1, "Empty")));

        assertThat(chunks)
                .extracting(TextChunk::embeddedText)
                .containsExactly(
                        "Handbook\n\nBefore all.",
                        "Handbook > Leave > Parents\n\nTen weeks.\n\nFully paid.",
                        "Handbook > Leave > Holidays\n\n25 days.",
                        "Handbook > Empty");
        assertThat(chunks.get(1).chunk().headingPath()).containsExactly("Leave", "Parents");
        assertThat(chunks.get(1).chunk().text()).isEqualTo("# Leave\n\n## Parents\n\nTen weeks.\n\nFully paid.");
        assertThat(chunks.get(3).chunk().text()).isEqualTo("# Empty");
    }

    @Test
    void aTitleThatIsAlsoTheTopHeadingIsSaidOnce() {
        ParsedText text = Texts.text(Texts.heading(1, "Handbook"), Texts.paragraph("Welcome."));

        assertThat(chunker.chunk(text)).extracting(TextChunk::embeddedText).containsExactly("Handbook\n\nWelcome.");
    }

    @Test
    void deepHeadingsGiveWayToTheText() {
        ParsedText text = Texts.text(
                Texts.heading(1, "One two three four"),
                Texts.heading(2, "Five six seven eight"),
                Texts.heading(3, "Nine ten"),
                Texts.paragraph("Text."));

        assertThat(chunker.chunk(text))
                .extracting(TextChunk::embeddedText)
                .containsExactly("Handbook > Five six seven eight > Nine ten\n\nText.");
    }

    @Test
    void aHeadingAsLongAsAParagraphIsOne() {
        String heading = "This heading has been taken for one by mistake and it goes on";

        List<TextChunk> chunks =
                chunker.chunk(Texts.text(Texts.heading(1, heading), Texts.paragraph("And here is the rest.")));

        assertThat(chunks).hasSize(1);
        assertThat(chunks.getFirst().chunk().headingPath()).isEmpty();
        assertThat(chunks.getFirst().embeddedText()).contains(heading);
    }

    @Test
    void aLongParagraphIsCutBetweenSentences() {
        ParsedText text = Texts.text(Texts.paragraph(Texts.sentences(random, 200)));

        List<TextChunk> chunks = chunker.chunk(text);

        assertThat(chunks).hasSizeGreaterThan(5);
        assertThat(chunks).allMatch(chunk -> chunk.chunk().text().endsWith("."));
    }

    @Test
    void aListThatFitsStaysWholeAndALongOneIsCutBetweenItems() {
        String items = Texts.lines(12, "- item % has two\n  lines and - a dash");

        List<TextChunk> chunks = chunker.chunk(
                Texts.text(Texts.paragraph("As follows:"), Texts.list("- one\n- two"), Texts.list(items)));

        assertThat(chunks.getFirst().chunk().text()).startsWith("As follows:\n\n- one\n- two");
        assertThat(chunks).hasSizeGreaterThan(3);
        assertThat(chunks.subList(1, chunks.size()))
                .allMatch(chunk -> chunk.chunk().text().startsWith("- item"));
    }

    @Test
    void aLongTableIsCutBetweenRowsAndItsHeaderIsEmbeddedWithEach() {
        String header = "| Name | Days |\n|---|---|";
        ParsedText text = Texts.text(Texts.table(header + "\n" + Texts.lines(20, "| row% | % |")));

        List<TextChunk> chunks = chunker.chunk(text);

        assertThat(chunks).hasSizeGreaterThan(3);
        assertThat(chunks).allMatch(chunk -> chunk.embeddedText().startsWith("Handbook\n\n" + header + "\n| row"));
        assertThat(chunks.subList(1, chunks.size()))
                .allMatch(chunk -> chunk.chunk().text().startsWith("| row"));
    }

    @Test
    void longCodeIsCutBetweenLines() {
        ParsedText text = Texts.text(Texts.code("```\n" + Texts.lines(20, "call(%, x);") + "\n```"));

        assertThat(chunker.chunk(text))
                .hasSizeGreaterThan(3)
                .allMatch(chunk -> chunk.chunk().text().matches("(?s)(```|call).*(;|```)"));
    }

    @Test
    void aWordLongerThanAChunkIsCutBetweenCharactersAsPeopleSeeThem() {
        ParsedText text = Texts.text(Texts.paragraph("é😀".repeat(100)));

        List<TextChunk> chunks = new Chunker(40, String::length).chunk(text);

        assertThat(chunks)
                .hasSizeGreaterThan(5)
                .allMatch(chunk -> chunk.chunk().text().matches("\\P{M}.*"));
        assertThat(String.join(
                        "", chunks.stream().map(chunk -> chunk.chunk().text()).toList()))
                .isEqualTo("é😀".repeat(100));
    }

    @Test
    void aChunkIsOnThePageItStartsOn() {
        String first = Texts.sentences(random, 25);
        ParsedText text = Texts.text(
                "Report",
                List.of(Texts.paragraph(first), Texts.paragraph(Texts.sentences(random, 25))),
                List.of(0, first.length() + 2));

        assertThat(chunker.chunk(text))
                .extracting(chunk -> chunk.chunk().page())
                .containsExactly(1, 2);
    }

    @Test
    void longSectionsFillTheirChunksWell() {
        ParsedText text = Texts.text("Handbook", Texts.document(random, 200, 5), List.of());

        List<TextChunk> chunks = new Chunker(200, Texts.TOKENS).chunk(text);

        assertThat(chunks.stream()
                        .mapToInt(chunk -> Texts.TOKENS.applyAsInt(chunk.embeddedText()))
                        .average()
                        .orElseThrow())
                .isGreaterThan(120);
    }

    @Test
    void saysHowItCuts() {
        assertThat(chunker.fingerprint()).isEqualTo("blocks-1/40");
        assertThat(chunker.chunk(Texts.text())).isEmpty();
        assertThatThrownBy(() -> new Chunker(15, Texts.TOKENS))
                .hasMessage("chunks must have room for at least 16 tokens, not 15");
    }
}
