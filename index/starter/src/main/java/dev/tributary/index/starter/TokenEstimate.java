package dev.tributary.index.starter;

/**
 * How many tokens a text has at most in the usual models, whose own tokenizers are not at hand: three letters or digits
 * a token (English has more than four), one for every other visible ASCII character, one and a half for every character
 * beyond ASCII.
 */
final class TokenEstimate {

    private static final int UNITS_A_TOKEN = 6;
    private static final int ALPHANUMERIC = 2;
    private static final int OTHER_ASCII = UNITS_A_TOKEN;
    private static final int SPACE = 1;
    private static final int BEYOND_ASCII = 9;

    private TokenEstimate() {}

    static int tokens(String text) {
        long units = text.codePoints().mapToLong(TokenEstimate::units).sum();
        return Math.toIntExact(Math.ceilDiv(units, UNITS_A_TOKEN));
    }

    /** The longest beginning of the text that has not more than this many tokens. */
    static String cut(String text, int maxTokens) {
        long left = (long) maxTokens * UNITS_A_TOKEN;
        int end = 0;
        while (end < text.length()) {
            int character = text.codePointAt(end);
            left -= units(character);
            if (left < 0) {
                return text.substring(0, end);
            }
            end += Character.charCount(character);
        }
        return text;
    }

    private static int units(int character) {
        if (character >= 128) {
            return BEYOND_ASCII;
        }
        if (Character.isLetterOrDigit(character)) {
            return ALPHANUMERIC;
        }
        return Character.isWhitespace(character) ? SPACE : OTHER_ASCII;
    }
}
