package dev.tributary.bench.chaos;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A document's paragraphs, each begun by a mark that says which document, edit and paragraph it is: what an index holds
 * of a text can be told from the marks in it.
 */
record Text(String title, List<String> paragraphs) {

    private static final Pattern MARK = Pattern.compile("mark[a-z]\\d+x\\d+x\\d+");
    private static final List<String> WORDS = List.of(
            "river",
            "harbour",
            "ledger",
            "ferry",
            "invoice",
            "travel",
            "meeting",
            "contract",
            "engine",
            "garden",
            "winter",
            "signal",
            "copper",
            "market",
            "island",
            "bridge",
            "summer",
            "letter",
            "window",
            "museum");
    private static final int MOST_PARAGRAPHS = 5;

    /** Some 800 words: the length of a page of a company's handbook. */
    private static final int PARAGRAPHS_OF_A_PAGE = 38;

    private static final int SHORTEST = 12;
    private static final int LONGEST = 30;

    Text {
        paragraphs = List.copyOf(paragraphs);
    }

    /** @param edit differs for all texts of all documents of one generator */
    static Text random(String name, int edit, RandomGenerator random) {
        return of(random.nextInt(1, MOST_PARAGRAPHS + 1), name, edit, random);
    }

    static Text page(String name, int edit, RandomGenerator random) {
        return of(PARAGRAPHS_OF_A_PAGE, name, edit, random);
    }

    private static Text of(int count, String name, int edit, RandomGenerator random) {
        return new Text(
                name,
                IntStream.range(0, count)
                        .mapToObj(i -> paragraph(name, edit, i, random))
                        .toList());
    }

    /** One paragraph is another one, or one is added. */
    Text edited(String name, int edit, RandomGenerator random) {
        List<String> changed = new ArrayList<>(paragraphs);
        int at = random.nextInt(changed.size() + 1);
        String paragraph = paragraph(name, edit, at, random);
        if (at == changed.size()) {
            changed.add(paragraph);
        } else {
            changed.set(at, paragraph);
        }
        return new Text(title, changed);
    }

    byte[] bytes() {
        return ("# Notes on " + title + "\n\n" + String.join("\n\n", paragraphs) + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes()));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A query that every paragraph answers. */
    static String everyWord() {
        return String.join(" ", WORDS);
    }

    /** Which edit a mark is of. */
    static int edit(String mark) {
        return Integer.parseInt(mark.split("x")[1]);
    }

    /** In the order of the paragraphs. */
    List<String> marks() {
        return marks(String.join("\n", paragraphs));
    }

    static List<String> marks(String text) {
        return MARK.matcher(text).results().map(MatchResult::group).toList();
    }

    private static String paragraph(String name, int edit, int number, RandomGenerator random) {
        String words = IntStream.range(0, random.nextInt(SHORTEST, LONGEST))
                .mapToObj(i -> WORDS.get(random.nextInt(WORDS.size())))
                .collect(Collectors.joining(" "));
        return "mark" + name + "x" + edit + "x" + number + " " + words + ".";
    }
}
