package dev.tributary.embed.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.content.ParsedText;
import dev.tributary.content.ParsedText.Block;
import dev.tributary.embed.chunk.Texts.Piece;
import dev.tributary.index.Chunk;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for every text, however odd. */
final class ChunkerPropertyTest {

    @Property(tries = 400)
    void everyCharacterIsInExactlyOneChunk(
            @ForAll("texts") ParsedText text, @ForAll @IntRange(min = 16, max = 220) int maxTokens) {
        BitSet covered = new BitSet();
        int last = 0;
        for (TextChunk textChunk : new Chunker(maxTokens, Texts.TOKENS).chunk(text)) {
            Chunk chunk = textChunk.chunk();
            assertThat(chunk.text()).isNotBlank().isEqualTo(text.markdown().substring(chunk.start(), chunk.end()));
            assertThat(chunk.start()).isGreaterThanOrEqualTo(last);
            last = chunk.end();
            covered.set(chunk.start(), chunk.end());
        }
        for (Block block : text.blocks()) {
            for (int i = block.start(); i < block.end(); i++) {
                assertThat(covered.get(i)
                                || Character.isWhitespace(text.markdown().charAt(i)))
                        .as("character %d", i)
                        .isTrue();
            }
        }
    }

    @Property(tries = 400)
    void noEmbeddedTextIsLongerThanAllowed(
            @ForAll("texts") ParsedText text, @ForAll @IntRange(min = 16, max = 220) int maxTokens) {
        List<TextChunk> chunks = new Chunker(maxTokens, Texts.TOKENS).chunk(text);

        for (int ordinal = 0; ordinal < chunks.size(); ordinal++) {
            assertThat(chunks.get(ordinal).chunk().ordinal()).isEqualTo(ordinal);
            assertThat(Texts.TOKENS.applyAsInt(chunks.get(ordinal).embeddedText()))
                    .isBetween(1, maxTokens);
        }
        assertThat(new Chunker(maxTokens, Texts.TOKENS).chunk(text)).isEqualTo(chunks);
    }

    @Property(tries = 400)
    void noCharacterIsTornApart(@ForAll("texts") ParsedText text) {
        for (TextChunk chunk : new Chunker(16, Texts.TOKENS).chunk(text)) {
            String piece = chunk.chunk().text();
            assertThat(Character.isLowSurrogate(piece.charAt(0))).isFalse();
            assertThat(Character.isHighSurrogate(piece.charAt(piece.length() - 1)))
                    .isFalse();
            assertThat(Character.getType(piece.codePointAt(0))).isNotEqualTo((int) Character.NON_SPACING_MARK);
        }
    }

    @Provide
    Arbitrary<ParsedText> texts() {
        Arbitrary<Piece> pieces = Arbitraries.randomValue(ChunkerPropertyTest::piece);
        return Combinators.combine(
                        pieces.list().ofMaxSize(25),
                        Arbitraries.of("Handbook", "A title " + "that is long ".repeat(30)))
                .as((blocks, title) -> Texts.text(title, blocks, List.of()));
    }

    private static Piece piece(Random random) {
        int size = 1 + random.nextInt(60);
        return switch (random.nextInt(8)) {
            case 0, 1 -> Texts.heading(1 + random.nextInt(6), Texts.sentences(random, 1 + random.nextInt(9)));
            case 2 -> Texts.list(Texts.lines(size, "- item % with some words\n  and a second line"));
            case 3 -> Texts.table("| a | b |\n|---|---|\n" + Texts.lines(size, "| % | and its value % |"));
            case 4 -> Texts.code("```\n" + Texts.lines(size, "call(%, x[%]);") + "\n```");
            case 5 -> Texts.paragraph("é́😀!".repeat(size * 3));
            default -> Texts.paragraph(Texts.sentences(random, size * 6));
        };
    }
}
