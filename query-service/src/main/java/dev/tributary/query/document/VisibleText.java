package dev.tributary.query.document;

import java.util.regex.Pattern;

/** What a person sees of a text. A document can hide from its readers what a model still reads; here it cannot. */
public final class VisibleText {

    /** What a reader does not see but a model reads: controls, format characters, tags, variation selectors. */
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\x{FE00}-\\x{FE0F}\\x{E0100}-\\x{E01EF}&&[^\\n\\t]]");

    private VisibleText() {}

    public static String of(String text) {
        return INVISIBLE.matcher(text).replaceAll("");
    }

    /** The same on one line. */
    public static String line(String text) {
        return of(text).replaceAll("\\s+", " ").strip();
    }
}
