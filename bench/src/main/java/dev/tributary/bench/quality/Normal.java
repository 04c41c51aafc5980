package dev.tributary.bench.quality;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Compares answers as SQuAD's own evaluation does: in lower case, without punctuation and articles. */
final class Normal {

    /** Of a passage, such as [2]; its number answers nothing. */
    private static final Pattern CITATION = Pattern.compile("\\[\\d+\\]");

    private static final Pattern PUNCTUATION = Pattern.compile("\\p{Punct}");
    private static final Pattern ARTICLES = Pattern.compile("\\b(a|an|the)\\b");

    private Normal() {}

    /** Whether one of the answers stands in the text, in whole words. */
    static boolean anyIn(String text, List<String> answers) {
        String padded = pad(CITATION.matcher(text).replaceAll(""));
        return answers.stream().map(Normal::pad).anyMatch(answer -> !answer.isBlank() && padded.contains(answer));
    }

    private static String pad(String text) {
        String plain = PUNCTUATION.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
        return " "
                + ARTICLES.matcher(plain)
                        .replaceAll(" ")
                        .replaceAll("\\s+", " ")
                        .strip() + " ";
    }
}
