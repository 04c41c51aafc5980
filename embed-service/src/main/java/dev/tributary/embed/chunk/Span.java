package dev.tributary.embed.chunk;

import java.util.ArrayList;
import java.util.List;

/** A range of a text, from {@code start} to before {@code end}. */
record Span(int start, int end) {

    String in(String text) {
        return text.substring(start, end);
    }

    boolean isEmpty() {
        return start >= end;
    }

    /** Without the white space at both ends. */
    Span trimmed(String text) {
        int from = start;
        int to = end;
        while (from < to && isWhite(text.charAt(from))) {
            from++;
        }
        while (to > from && isWhite(text.charAt(to - 1))) {
            to--;
        }
        return new Span(from, to);
    }

    /** The parts between the offsets, trimmed; parts of nothing but white space are left out. */
    List<Span> cutAt(List<Integer> offsets, String text) {
        List<Span> parts = new ArrayList<>();
        int from = start;
        for (int offset : offsets) {
            add(parts, new Span(from, offset).trimmed(text));
            from = offset;
        }
        add(parts, new Span(from, end).trimmed(text));
        return parts;
    }

    private static void add(List<Span> parts, Span part) {
        if (!part.isEmpty()) {
            parts.add(part);
        }
    }

    private static boolean isWhite(char character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }
}
