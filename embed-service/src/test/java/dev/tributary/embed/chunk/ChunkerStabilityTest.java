package dev.tributary.embed.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.embed.chunk.Texts.Piece;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How many chunks have to be embedded after an edit of one paragraph, over a long series of documents and edits. */
final class ChunkerStabilityTest {

    private static final int EDITS = 500;

    @Test
    void changingWordsRenewsTwoChunksAtMost() {
        assertRenewed(
                (random, pieces, at) -> {
                    String[] words = pieces.get(at).markdown().split(" ");
                    words[6 + random.nextInt(words.length - 6)] = Texts.sentences(random, 1 + random.nextInt(3));
                    pieces.set(at, Texts.paragraph(String.join(" ", words)));
                },
                2,
                0.99);
    }

    @Test
    void lengtheningRenewsTwoChunksAtMostNearlyAlways() {
        assertRenewed(
                (random, pieces, at) -> pieces.set(
                        at,
                        Texts.paragraph(
                                pieces.get(at).markdown() + " " + Texts.sentences(random, 5 + random.nextInt(30)))),
                2,
                0.94);
    }

    @Test
    void shorteningRenewsTwoChunksAtMostNearlyAlways() {
        assertRenewed(
                (random, pieces, at) -> {
                    List<String> words = List.of(pieces.get(at).markdown().split(" "));
                    int left = 8 + random.nextInt(words.size() - 8);
                    pieces.set(at, Texts.paragraph(String.join(" ", words.subList(0, left))));
                },
                2,
                0.97);
    }

    @Test
    void replacingAParagraphRenewsTwoChunksAtMostNearlyAlways() {
        assertRenewed(
                (random, pieces, at) ->
                        pieces.set(at, Texts.paragraph(Texts.sentences(random, 10 + random.nextInt(80)))),
                2,
                0.95);
    }

    @Test
    void aNewParagraphRenewsThreeChunksAtMost() {
        assertRenewed(
                (random, pieces, at) ->
                        pieces.add(at, Texts.paragraph(Texts.sentences(random, 10 + random.nextInt(80)))),
                3,
                0.99);
    }

    @Test
    void aRemovedParagraphRenewsThreeChunksAtMost() {
        assertRenewed((random, pieces, at) -> pieces.remove(at), 3, 0.99);
    }

    @Test
    void paragraphsThatAllBeginAlikeAreNoExcuse() {
        Chunker chunker = new Chunker(200, Texts.TOKENS);
        List<Piece> before = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            before.add(Texts.paragraph("This is what stands in the long and tedious paragraph about number " + i
                    + ", which goes on for a while. It has a second sentence too, as paragraphs have."));
        }
        Set<String> known = new HashSet<>(embedded(chunker, before));
        List<Integer> renewed = new ArrayList<>();
        for (int at = 0; at < before.size(); at++) {
            List<Piece> after = new ArrayList<>(before);
            after.set(at, Texts.paragraph(before.get(at).markdown() + " Somebody added this."));
            renewed.add((int) embedded(chunker, after).stream()
                    .filter(text -> !known.contains(text))
                    .count());
        }
        assertThat(renewed.stream().filter(count -> count <= 2).count()).isGreaterThanOrEqualTo(180);
        assertThat(renewed).allMatch(count -> count <= 5);
    }

    /** Of all edits, at least this share renews so many chunks at most, and none many more. */
    private static void assertRenewed(Edit edit, int chunks, double share) {
        Random random = new Random(42);
        Chunker chunker = new Chunker(200, Texts.TOKENS);
        List<Integer> renewed = new ArrayList<>();
        for (int i = 0; i < EDITS; i++) {
            int paragraphs = 20 + random.nextInt(181);
            List<Piece> before = Texts.document(random, paragraphs, 1 + random.nextInt(paragraphs / 3));
            List<Piece> after = new ArrayList<>(before);
            int at = random.nextInt(before.size() - 1);
            edit.apply(random, after, before.get(at).level() > 0 ? at + 1 : at);
            Set<String> known = new HashSet<>(embedded(chunker, before));
            renewed.add((int) embedded(chunker, after).stream()
                    .filter(text -> !known.contains(text))
                    .count());
        }
        assertThat(renewed.stream().filter(count -> count <= chunks).count() / (double) EDITS)
                .isGreaterThanOrEqualTo(share);
        assertThat(renewed).allMatch(count -> count <= chunks + 3);
    }

    private static List<String> embedded(Chunker chunker, List<Piece> pieces) {
        return chunker.chunk(Texts.text("Handbook", pieces, List.of())).stream()
                .map(TextChunk::embeddedText)
                .toList();
    }

    private interface Edit {
        void apply(Random random, List<Piece> pieces, int at);
    }
}
