package dev.tributary.parser;

/**
 * How much is taken from one file. What goes beyond is left out, and a warning in the text says so.
 *
 * @param characters of Markdown, at least 1,000
 * @param embedded files inside the file (attachments, archive entries), at all depths together, at least 0
 * @param depth how deep files inside files are followed, at least 0
 */
public record TextLimits(int characters, int embedded, int depth) {

    public static final TextLimits DEFAULT = new TextLimits(10_000_000, 1_000, 8);

    public TextLimits {
        if (characters < 1_000 || characters > 50_000_000) {
            throw new IllegalArgumentException("characters must be between 1,000 and 50,000,000, not " + characters);
        }
        if (embedded < 0 || depth < 0) {
            throw new IllegalArgumentException(
                    "embedded and depth must not be negative: embedded=" + embedded + ", depth=" + depth);
        }
    }
}
