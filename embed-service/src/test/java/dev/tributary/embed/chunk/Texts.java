package dev.tributary.embed.chunk;

import dev.tributary.content.ParsedText;
import dev.tributary.content.ParsedText.Block;
import dev.tributary.content.ParsedText.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Parsed texts for tests, made of pieces of Markdown. */
final class Texts {

    /** Counts words and punctuation marks. */
    static final ToIntFunction<String> TOKENS = new ToIntFunction<>() {
        private final Pattern token = Pattern.compile("\\w+|[^\\w\\s]");

        @Override
        public int applyAsInt(String text) {
            return (int) token.matcher(text).results().count();
        }
    };

    private Texts() {}

    /** One block of a text to be. */
    record Piece(Kind kind, int level, String markdown) {}

    static Piece heading(int level, String text) {
        return new Piece(Kind.HEADING, level, "#".repeat(level) + " " + text);
    }

    static Piece paragraph(String text) {
        return new Piece(Kind.PARAGRAPH, 0, text);
    }

    static Piece list(String markdown) {
        return new Piece(Kind.LIST, 0, markdown);
    }

    static Piece table(String markdown) {
        return new Piece(Kind.TABLE, 0, markdown);
    }

    static Piece code(String markdown) {
        return new Piece(Kind.CODE, 0, markdown);
    }

    static ParsedText text(Piece... pieces) {
        return text("Handbook", List.of(pieces), List.of());
    }

    static ParsedText text(String title, List<Piece> pieces, List<Integer> pages) {
        StringBuilder markdown = new StringBuilder();
        List<Block> blocks = new ArrayList<>();
        for (Piece piece : pieces) {
            int start = markdown.length();
            markdown.append(piece.markdown());
            blocks.add(new Block(piece.kind(), piece.level(), start, markdown.length()));
            markdown.append("\n\n");
        }
        return new ParsedText("text/markdown", title, "en", markdown.toString(), blocks, pages, Map.of(), List.of());
    }

    /** Different words, in sentences of 4 to 12. */
    static String sentences(Random random, int words) {
        StringBuilder text = new StringBuilder();
        int left = 0;
        for (int i = 0; i < words; i++) {
            boolean opens = left == 0;
            left = opens ? 4 + random.nextInt(9) : left;
            left--;
            String word = Integer.toString(random.nextInt(1 << 24), 36);
            text.append(opens ? "W" : "").append(word).append(left == 0 || i == words - 1 ? ". " : " ");
        }
        return text.toString().strip();
    }

    /** Paragraphs of 10 to 90 words under headings; the fewer sections, the longer each. */
    static List<Piece> document(Random random, int paragraphs, int sections) {
        List<Piece> pieces = new ArrayList<>();
        int everySo = Math.max(1, paragraphs / sections);
        for (int i = 0; i < paragraphs; i++) {
            if (i % everySo == 0) {
                pieces.add(heading(1 + random.nextInt(3), "Section " + i));
            }
            pieces.add(paragraph(sentences(random, 10 + random.nextInt(80))));
        }
        return pieces;
    }

    static String lines(int count, String format) {
        return IntStream.range(0, count)
                .mapToObj(i -> format.replace("%", "" + i))
                .collect(Collectors.joining("\n"));
    }
}
