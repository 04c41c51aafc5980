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

    private static final int EDITS = 2000;

    @Test
    void changingWordsRenewsTheParagraphsOwnChunks() {
        assertRenewed(
                (random, pieces, at) -> {
                    String[] words = pieces.get(at).markdown().split(" ");
                    words[6 + random.nextInt(words.length - 6)] = Texts.sentences(random, 1 + random.nextInt(3));
                    pieces.set(at, Texts.paragraph(String.join(" ", words)));
                },
                0,
                0);
    }

    @Test
    void lengtheningRenewsTheParagraphsOwnChunks() {
        assertRenewed(
                (random, pieces, at) -> pieces.set(
                        at,
                        Texts.paragraph(
                                pieces.get(at).markdown() + " " + Texts.sentences(random, 5 + random.nextInt(30)))),
                0,
                0);
    }

    @Test
    void shorteningRenewsTheParagraphsOwnChunks() {
        assertRenewed(
                (random, pieces, at) -> {
                    List<String> words = List.of(pieces.get(at).markdown().split(" "));
                    int left = 8 + random.nextInt(words.size() - 8);
                    pieces.set(at, Texts.paragraph(String.join(" ", words.subList(0, left))));
                },
                0,
                0);
    }

    @Test
    void replacing() {
        assertRenewed(
                (random, pieces, at) ->
                        pieces.set(at, Texts.paragraph(Texts.sentences(random, 10 + random.nextInt(80)))),
                0,
                0);
    }

    @Test
    void inserting() {
        assertRenewed(
                (random, pieces, at) ->
                        pieces.add(at, Texts.paragraph(Texts.sentences(random, 10 + random.nextInt(80)))),
                0,
                0);
    }

    @Test
    void deleting() {
        assertRenewed((random, pieces, at) -> pieces.remove(at), 0, 0);
    }

    private static void assertRenewed(Edit edit, int a, int b) {
        Random random = new Random(42);
        Chunker chunker = new Chunker(200, Texts.TOKENS);
        int[] histogram = new int[20];
        for (int i = 0; i < EDITS; i++) {
            int paragraphs = 20 + random.nextInt(181);
            List<Piece> before = Texts.document(random, paragraphs, 1 + random.nextInt(paragraphs / 3));
            List<Piece> after = new ArrayList<>(before);
            int at = random.nextInt(before.size() - 1);
            at = before.get(at).level() > 0 ? at + 1 : at;
            edit.apply(random, after, at);
            Set<String> old = new HashSet<>(embedded(chunker, before));
            histogram[
                    (int) embedded(chunker, after).stream()
                            .filter(text -> !old.contains(text))
                            .count()]++;
        }
        System.out.println(java.util.Arrays.toString(histogram));
        assertThat(histogram[15]).isEqualTo(a + b);
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
