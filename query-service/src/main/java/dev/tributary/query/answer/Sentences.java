package dev.tributary.query.answer;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts Markdown into what can be quoted by itself: sentences, list items, table rows, code. Headings are left out. */
final class Sentences {

    private static final Pattern FENCE = Pattern.compile("\\s{0,3}(```|~~~).*");
    private static final Pattern HEADING = Pattern.compile("\\s{0,3}#{1,6}\\s.*");
    private static final Pattern ITEM = Pattern.compile("\\s*(?:[-*+]|\\d{1,3}[.)])\\s+");
    private static final Pattern ROW = Pattern.compile("\\s*\\|.*");
    private static final Pattern RULE = Pattern.compile("[\\s|:=*_-]+");
    private static final Pattern ABBREVIATED = Pattern.compile(
            "(?:.*[\\s(])?(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|No|vs|etc|e\\.g|i\\.e|cf|approx|Inc|Ltd|Jr|Sr|U\\.S)\\.\\s*",
            Pattern.DOTALL);

    /** Links and addresses: full stops and question marks in them end no sentence. */
    private static final Pattern LINK = Pattern.compile("\\[[^\\]\\n]*\\]\\([^)\\n]*\\)|https?://\\S+(?=[\\s)\\]])");

    private static final Pattern STOP = Pattern.compile("[.?!]");
    private static final int LONGEST_LIST = 700;

    private Sentences() {}

    enum Kind {
        PROSE,
        ITEM,
        ROW,
        CODE
    }

    /** A part of a text, from its first character to behind its last. */
    record Sentence(Kind kind, int start, int end) {

        String in(String text) {
            return text.substring(start, end);
        }

        boolean overlaps(Sentence other) {
            return start < other.end && other.start < end;
        }
    }

    /**
     * In their order. A sentence that ends in a colon takes the list or code behind it along, and a question the
     * sentence behind it; what is taken along stands for itself as well.
     */
    static List<Sentence> of(String text) {
        List<Sentence> sentences = new ArrayList<>();
        for (Sentence block : blocks(text)) {
            switch (block.kind()) {
                case PROSE, ITEM -> split(text, block, sentences);
                case ROW, CODE -> sentences.add(block);
            }
        }
        for (int i = 0; i < sentences.size(); i++) {
            sentences.set(i, withWhatFollows(text, sentences, i));
        }
        return sentences;
    }

    private static Sentence withWhatFollows(String text, List<Sentence> sentences, int index) {
        Sentence lead = sentences.get(index);
        List<Sentence> rest = sentences.subList(index + 1, sentences.size());
        int end = lead.end();
        switch (text.charAt(end - 1)) {
            case ':' -> {
                for (Sentence next : rest) {
                    if (next.kind() == Kind.PROSE || next.end() - lead.start() > LONGEST_LIST) {
                        break;
                    }
                    end = next.end();
                }
            }
            case '?' -> end = rest.isEmpty() ? end : rest.getFirst().end();
            default -> {}
        }
        return new Sentence(lead.kind(), lead.start(), end);
    }

    private static List<Sentence> blocks(String text) {
        List<Sentence> blocks = new ArrayList<>();
        boolean open = false;
        boolean inFence = false;
        for (int start = 0; start < text.length(); ) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            String line = text.substring(start, end);
            if (inFence || FENCE.matcher(line).matches()) {
                boolean fence = FENCE.matcher(line).matches();
                if (inFence) {
                    extend(blocks, end);
                } else {
                    blocks.add(new Sentence(Kind.CODE, start, end));
                }
                inFence = fence != inFence;
                open = false;
            } else if (line.isBlank()
                    || HEADING.matcher(line).matches()
                    || RULE.matcher(line).matches()) {
                open = false;
            } else if (ROW.matcher(line).matches()) {
                blocks.add(new Sentence(Kind.ROW, start, end));
                open = false;
            } else if (ITEM.matcher(line).lookingAt()) {
                blocks.add(new Sentence(Kind.ITEM, start, end));
                open = true;
            } else if (open) {
                extend(blocks, end);
            } else {
                blocks.add(new Sentence(Kind.PROSE, start, end));
                open = true;
            }
            start = end + 1;
        }
        return blocks;
    }

    private static void extend(List<Sentence> blocks, int end) {
        Sentence last = blocks.removeLast();
        blocks.add(new Sentence(last.kind(), last.start(), end));
    }

    private static void split(String text, Sentence block, List<Sentence> into) {
        String prose = block.in(text).replace('\n', ' ');
        String masked = LINK.matcher(prose)
                .replaceAll(link -> STOP.matcher(link.group()).replaceAll("_").replace("$", "_"));
        Matcher marker = ITEM.matcher(prose);
        int start = block.kind() == Kind.ITEM && marker.lookingAt() ? marker.end() : 0;
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
        breaks.setText(masked);
        for (int end = breaks.following(start); end != BreakIterator.DONE; end = breaks.next()) {
            boolean last = end == prose.length();
            if (last || !ABBREVIATED.matcher(masked.substring(start, end)).matches()) {
                add(block.kind(), prose, start, end, block.start(), into);
                start = end;
            }
            if (last) {
                break;
            }
        }
    }

    private static void add(Kind kind, String prose, int start, int end, int offset, List<Sentence> into) {
        String sentence = prose.substring(start, end);
        int from = start + sentence.length() - sentence.stripLeading().length();
        int to = start + sentence.stripTrailing().length();
        if (from < to) {
            into.add(new Sentence(kind, offset + from, offset + to));
        }
    }
}
