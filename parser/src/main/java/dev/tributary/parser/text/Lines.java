package dev.tributary.parser.text;

import java.util.regex.Pattern;

/** Lines as they were set on a page, joined to the paragraphs that they were. */
final class Lines {

    private static final Pattern ITEM =
            Pattern.compile("^([•●▪■◦‣–—*]|\\(?\\d{1,3}[.)]|\\(?[a-z][.)])\\s.*", Pattern.DOTALL);
    private static final Pattern BROKEN_WORD = Pattern.compile("(?s).*\\p{L}{2}-");

    private Lines() {}

    /**
     * A line is joined to the one before if that one is about as long as the longest, and so ended for want of room;
     * short lines (addresses, tables, verse) stay lines.
     */
    static String joined(String text) {
        String[] lines = Characters.lines(text).split("\n");
        int longest = 0;
        for (String line : lines) {
            longest = Math.max(longest, line.length());
        }
        StringBuilder joined = new StringBuilder(text.length());
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i];
            if (i == 0) {
                joined.append(line);
            } else if (ITEM.matcher(line).matches() || lines[i - 1].length() < longest * 0.6) {
                joined.append('\n').append(line);
            } else if (isBrokenWord(lines[i - 1], line)) {
                joined.setLength(joined.length() - 1);
                joined.append(line);
            } else {
                joined.append(' ').append(line);
            }
        }
        return joined.toString();
    }

    private static boolean isBrokenWord(String line, String next) {
        return BROKEN_WORD.matcher(line).matches() && Character.isLowerCase(next.charAt(0));
    }
}
