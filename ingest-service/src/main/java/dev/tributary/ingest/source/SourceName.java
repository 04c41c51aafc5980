package dev.tributary.ingest.source;

import java.util.regex.Pattern;

/** What a source may be called. */
public final class SourceName {

    /** For messages. */
    public static final String ALLOWED =
            "1 to 64 lower-case letters, digits, dots, dashes and underscores, a letter or digit first";

    private static final Pattern PATTERN = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private SourceName() {}

    public static boolean isValid(String name) {
        return PATTERN.matcher(name).matches();
    }
}
