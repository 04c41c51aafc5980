package dev.tributary.parser.text;

import dev.tributary.content.ParsedText.Block;
import dev.tributary.content.ParsedText.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.tika.exception.WriteLimitReachedException;

/** Collects blocks in reading order, up to a limit. A block that is blank is dropped. */
final class TextBuilder {

    /** What an object costs beside its characters, so that many tiny blocks are bounded too. */
    private static final int BLOCK_COST = 8;

    private static final Pattern BULLET = Pattern.compile("^[•●▪■◦‣∙·\\uF0B7\\uF0A7]\\s+");
    private static final Pattern BACKTICKS = Pattern.compile("`{3,}");

    private record Piece(Kind kind, int level, String text) {}

    /** The text and its structure. */
    record Text(String markdown, List<Block> blocks, List<Integer> pages) {}

    private final List<Piece> pieces = new ArrayList<>();
    private final List<Integer> pageStarts = new ArrayList<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private final List<String> silent = new ArrayList<>();
    private final int limit;
    private int remaining;
    private boolean full;

    TextBuilder(int limit) {
        this.limit = limit;
        this.remaining = limit;
    }

    void heading(int level, String text) throws WriteLimitReachedException {
        String line = Characters.oneLine(text);
        int bounded = Math.clamp(level, 1, 6);
        add(Kind.HEADING, bounded, line.isEmpty() ? "" : "#".repeat(bounded) + " " + line);
    }

    /** @param text lines as they are to be kept */
    void paragraph(String text) throws WriteLimitReachedException {
        String lines = Characters.lines(text);
        if (BULLET.matcher(lines).find()) {
            item("- " + BULLET.matcher(lines).replaceFirst("").replace("\n", "\n  "));
        } else {
            add(Kind.PARAGRAPH, 0, lines);
        }
    }

    private void item(String line) throws WriteLimitReachedException {
        int last = pieces.size() - 1;
        boolean continues = last >= 0 && pieces.get(last).kind() == Kind.LIST && !pageStarts.contains(pieces.size());
        if (continues && line.length() < remaining) {
            pieces.set(last, new Piece(Kind.LIST, 0, pieces.get(last).text() + "\n" + line));
            remaining -= line.length() + 1;
        } else {
            add(Kind.LIST, 0, line);
        }
    }

    /** @param lines with their markers and indentation */
    void list(List<String> lines) throws WriteLimitReachedException {
        add(Kind.LIST, 0, String.join("\n", lines));
    }

    void table(Iterable<? extends List<String>> rows) throws WriteLimitReachedException {
        add(Kind.TABLE, 0, Tables.markdown(rows, remaining));
    }

    void code(String language, String text) throws WriteLimitReachedException {
        String code = Characters.clean(text).stripTrailing();
        if (code.isBlank()) {
            return;
        }
        String fence = BACKTICKS
                .matcher(code)
                .results()
                .map(run -> run.group() + "`")
                .max((a, b) -> Integer.compare(a.length(), b.length()))
                .orElse("```");
        int room = remaining - BLOCK_COST - 2 * fence.length() - language.length() - 3;
        boolean fits = code.length() <= room;
        String kept = fits ? code : code.substring(0, Math.max(0, room));
        add(Kind.CODE, 0, fence + language + "\n" + kept + "\n" + fence);
        if (!fits) {
            throw limitReached();
        }
    }

    /** A block that is Markdown already. */
    void asWritten(Kind kind, int level, String markdown) throws WriteLimitReachedException {
        add(kind, level, markdown);
    }

    /** What follows is on a new page. */
    void page() {
        pageStarts.add(pieces.size());
    }

    void warn(String warning) {
        if (warnings.size() < 20) {
            warnings.add(warning);
        }
    }

    /** Turns paragraphs that consist of an outline's entry into headings of that level. */
    void promote(Map<String, Integer> outline) {
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            Integer level = piece.kind() == Kind.PARAGRAPH && piece.text().length() < 300
                    ? outline.get(outlineKey(piece.text()))
                    : null;
            if (level != null) {
                pieces.set(
                        i, new Piece(Kind.HEADING, level, "#".repeat(level) + " " + Characters.oneLine(piece.text())));
            }
        }
    }

    /** How an entry of an outline and a line of text are compared. */
    static String outlineKey(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}]+", "").toLowerCase(Locale.ROOT);
    }

    /** A place to return to with {@link #rollBack}. */
    int mark() {
        return pieces.size();
    }

    /** Forgets the blocks since the mark. */
    void rollBack(int mark) {
        pieces.subList(mark, pieces.size()).clear();
    }

    int pageMark() {
        return pageStarts.size();
    }

    /** Pages of a file inside the file are not pages of the file. */
    void dropPagesSince(int pageMark) {
        pageStarts.subList(pageMark, pageStarts.size()).clear();
    }

    /** Puts a heading and lines in front of the blocks from the mark on. */
    void insertAt(int mark, List<String> headingAndLines) {
        List<Piece> lead = new ArrayList<>();
        String heading = headingAndLines.getFirst();
        if (!heading.isBlank()) {
            lead.add(new Piece(Kind.HEADING, 1, "# " + heading));
        }
        String lines = String.join("\n", headingAndLines.subList(1, headingAndLines.size()));
        if (!lines.isBlank()) {
            lead.add(new Piece(Kind.PARAGRAPH, 0, lines));
        }
        pieces.addAll(mark, lead);
    }

    /** A file inside the file has a name and no text. */
    void silent(String name) {
        if (!name.isBlank() && silent.size() < 100) {
            silent.add(name);
        }
    }

    List<String> silent() {
        return silent;
    }

    /** The only block of a file without text. */
    void describe(String description) {
        pieces.add(new Piece(Kind.PARAGRAPH, 0, Characters.oneLine(description)));
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    boolean isFull() {
        return full;
    }

    int remaining() {
        return remaining;
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    private void add(Kind kind, int level, String text) throws WriteLimitReachedException {
        if (text.isBlank()) {
            return;
        }
        int room = remaining - BLOCK_COST;
        if (full || room <= 0) {
            throw limitReached();
        }
        boolean fits = text.length() <= room;
        int end = fits ? text.length() : text.offsetByCodePoints(0, text.codePointCount(0, room));
        pieces.add(new Piece(
                kind,
                level,
                fits ? text : text.substring(0, Math.min(end, room)).stripTrailing()));
        remaining = room - Math.min(end, room);
        if (!fits) {
            throw limitReached();
        }
    }

    /** Nothing more is taken; the reason is among the warnings. */
    WriteLimitReachedException stop() {
        full = true;
        return new WriteLimitReachedException(limit);
    }

    WriteLimitReachedException limitReached() {
        if (!full) {
            warn(String.format(
                    Locale.ROOT, "Only the first %,d characters were taken; the document is longer.", limit));
        }
        return stop();
    }

    Text build() {
        StringBuilder markdown = new StringBuilder(limit - Math.max(0, remaining) + 16);
        List<Block> blocks = new ArrayList<>(pieces.size());
        int[] starts = new int[pieces.size() + 1];
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            if (i > 0) {
                markdown.append("\n\n");
            }
            starts[i] = markdown.length();
            markdown.append(piece.text());
            blocks.add(new Block(piece.kind(), piece.level(), starts[i], markdown.length()));
        }
        starts[pieces.size()] = markdown.length();
        List<Integer> pages = pageStarts.stream()
                .map(piece -> starts[Math.min(piece, pieces.size())])
                .toList();
        return new Text(markdown.toString(), blocks, firstAtZero(pages));
    }

    private static List<Integer> firstAtZero(List<Integer> pages) {
        if (pages.isEmpty() || pages.getFirst() == 0) {
            return pages;
        }
        List<Integer> whole = new ArrayList<>(pages);
        whole.set(0, 0);
        return whole;
    }
}
