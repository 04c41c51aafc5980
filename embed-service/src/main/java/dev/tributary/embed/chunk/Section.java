package dev.tributary.embed.chunk;

import dev.tributary.content.ParsedText;
import dev.tributary.content.ParsedText.Block;
import dev.tributary.content.ParsedText.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The blocks between two headings.
 *
 * @param start offset of the section's first character, which is its heading's or that of a heading above it which has
 *     no text of its own
 * @param end offset behind its last character
 * @param path headings above the blocks, the section's own included, outermost first
 * @param blocks what the section says; empty if it has a heading only
 */
record Section(int start, int end, List<String> path, List<Block> blocks) {

    private static final Pattern MARKS = Pattern.compile("^#{1,6}\\s*|\\s+#+\\s*$|\\R[=\\-]+\\s*$");
    private static final Pattern WHITE = Pattern.compile("\\s+");

    private record Heading(int level, String text) {}

    /** @param tooLong tells which headings are too long to be repeated; those count as paragraphs */
    static List<Section> of(ParsedText text, Predicate<String> tooLong) {
        List<Section> sections = new ArrayList<>();
        Deque<Heading> path = new ArrayDeque<>();
        List<Block> blocks = new ArrayList<>();
        int start = 0;
        int end = 0;
        for (Block block : text.blocks()) {
            String heading = block.kind() == Kind.HEADING ? headingText(text, block) : "";
            if (heading.isEmpty() || tooLong.test(heading)) {
                start = start == end && blocks.isEmpty() ? block.start() : start;
                blocks.add(block);
            } else {
                boolean deeper =
                        !path.isEmpty() && block.level() > path.getLast().level();
                if (start < end && !(blocks.isEmpty() && deeper)) {
                    sections.add(new Section(start, end, texts(path), List.copyOf(blocks)));
                    blocks.clear();
                    start = block.start();
                } else if (start == end) {
                    start = block.start();
                }
                while (!path.isEmpty() && path.getLast().level() >= block.level()) {
                    path.removeLast();
                }
                path.addLast(new Heading(block.level(), heading));
            }
            end = block.end();
        }
        if (start < end) {
            sections.add(new Section(start, end, texts(path), List.copyOf(blocks)));
        }
        return sections;
    }

    private static List<String> texts(Iterable<Heading> path) {
        List<String> texts = new ArrayList<>();
        for (Iterator<Heading> headings = path.iterator(); headings.hasNext(); ) {
            texts.add(headings.next().text());
        }
        return texts;
    }

    private static String headingText(ParsedText text, Block block) {
        String line = text.markdown().substring(block.start(), block.end()).strip();
        return WHITE.matcher(MARKS.matcher(line).replaceAll("")).replaceAll(" ").strip();
    }
}
