package dev.tributary.parser.text;

/** Which characters of a file reach its text. */
final class Characters {

    private Characters() {}

    /**
     * The text without control and invisible characters (they carry instructions for machines, not words for people),
     * with one kind of line end and of space.
     */
    static String clean(CharSequence text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7F) {
                clean.append(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                int codePoint = Character.toCodePoint(c, text.charAt(++i));
                if (!isTag(codePoint)) {
                    clean.appendCodePoint(codePoint);
                }
            } else {
                appendSingle(clean, c, i + 1 < text.length() ? text.charAt(i + 1) : ' ');
            }
        }
        return clean.toString();
    }

    private static void appendSingle(StringBuilder clean, char c, char next) {
        if (c == '\r') {
            if (next != '\n') {
                clean.append('\n');
            }
        } else if (c == '\n' || c == '\t') {
            clean.append(c);
        } else if (c == '\f' || c == 0x0B || c == 0x85 || c == 0x2028 || c == 0x2029) {
            clean.append('\n');
        } else if (Character.getType(c) == Character.SPACE_SEPARATOR) {
            clean.append(' ');
        } else if (Character.isSurrogate(c)) {
            clean.append('\uFFFD');
        } else if (!isInvisible(c, clean)) {
            clean.append(c);
        }
    }

    /** Joiners are kept between letters of the scripts and the pictures that need them. */
    private static boolean isInvisible(char c, CharSequence before) {
        if (c == 0x200C || c == 0x200D) {
            return before.isEmpty() || before.charAt(before.length() - 1) < 0x0600;
        }
        return Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT
                || c == 0x034F
                || c == 0x115F
                || c == 0x1160
                || c == 0x3164
                || c == 0xFFFE
                || c == 0xFFFF;
    }

    private static boolean isTag(int codePoint) {
        return codePoint >= 0xE0000 && codePoint <= 0xE0FFF;
    }

    /** On one line, words parted by single spaces. */
    static String oneLine(CharSequence text) {
        return collapse(clean(text), false);
    }

    /** Lines without leading, trailing and doubled spaces, empty lines left out. */
    static String lines(CharSequence text) {
        return collapse(clean(text), true);
    }

    private static String collapse(String text, boolean keepLines) {
        StringBuilder out = new StringBuilder(text.length());
        char pending = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' && keepLines) {
                pending = '\n';
            } else if (c == ' ' || c == '\t' || c == '\n') {
                pending = pending == '\n' ? '\n' : ' ';
            } else {
                if (pending != 0 && !out.isEmpty()) {
                    out.append(pending);
                }
                pending = 0;
                out.append(c);
            }
        }
        return out.toString();
    }
}
