package dev.tributary.query.model;

/** Guesses how many tokens a chat model counts, without its tokenizer: four ASCII characters are one, others one each. */
public final class Tokens {

    private static final int QUARTERS = 4;

    private Tokens() {}

    public static int estimate(String text) {
        long quarters = text.chars().mapToLong(Tokens::quarters).sum();
        return (int) ((quarters + QUARTERS - 1) / QUARTERS);
    }

    /** Length of the longest start of the text that is estimated at no more tokens, and splits no character. */
    public static int longestPrefix(String text, int tokens) {
        long left = (long) tokens * QUARTERS;
        int length = 0;
        while (length < text.length() && left >= quarters(text.charAt(length))) {
            left -= quarters(text.charAt(length));
            length++;
        }
        boolean splits = length > 0 && length < text.length() && Character.isHighSurrogate(text.charAt(length - 1));
        return splits ? length - 1 : length;
    }

    private static int quarters(int character) {
        return character < 128 ? 1 : QUARTERS;
    }
}
