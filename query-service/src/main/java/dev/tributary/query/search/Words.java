package dev.tributary.query.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words of a text by their stems, for showing and weighing what a query and a text share. */
public final class Words {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+(?:['’][\\p{L}]+)?");
    private static final Pattern ACCENT = Pattern.compile("\\p{M}");

    /** Words too common in English to say what a text is about. */
    private static final Set<String> COMMON = Set.of(
            ("a about above after again all am an and any are as at be been before being below between both but by can"
                            + " could did do does doing down during each few for from further had has have having he"
                            + " her here hers him his how i if in into is it its itself just me more most my no nor not"
                            + " now of off on once only or other our out over own please same shall she should so some"
                            + " such than that the their them then there these they this those through to too under"
                            + " until up us very was we were what when where which while who whom whose why will with"
                            + " would you your yours tell")
                    .split(" "));

    private static final List<String> ENDINGS = List.of("ings", "ing", "edly", "ed", "ies", "es", "s", "e", "y");

    private static final int SHORTEST_STEM = 3;

    private Words() {}

    /** A word that says something, and where it stands. */
    public record Word(String stem, int start, int end) {}

    /** In their order, common words left out. */
    public static List<Word> of(String text) {
        List<Word> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            String word = normal(matcher.group());
            if (!COMMON.contains(word)) {
                words.add(new Word(stem(word), matcher.start(), matcher.end()));
            }
        }
        return words;
    }

    /** Without accents, capitals, and what follows an apostrophe. */
    private static String normal(String word) {
        String plain = (isAscii(word) ? word : withoutAccents(word)).toLowerCase(Locale.ROOT);
        int apostrophe = Math.max(plain.indexOf('\''), plain.indexOf('’'));
        return apostrophe < 0 ? plain : plain.substring(0, apostrophe);
    }

    private static boolean isAscii(String word) {
        return word.chars().allMatch(character -> character < 128);
    }

    private static String withoutAccents(String word) {
        return ACCENT.matcher(Normalizer.normalize(word, Normalizer.Form.NFD)).replaceAll("");
    }

    /** Cuts what English puts at a word's end; coarse, but the same for both sides of a comparison. */
    private static String stem(String word) {
        for (String ending : ENDINGS) {
            if (word.endsWith(ending) && word.length() - ending.length() >= SHORTEST_STEM) {
                return word.substring(0, word.length() - ending.length());
            }
        }
        return word;
    }
}
