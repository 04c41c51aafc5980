package dev.tributary.query.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Holds an answer against its passages: which sentence bears each citation, and which claims cite nothing. */
final class Quotes {

    private static final Pattern MARK = Pattern.compile("\\[(\\d+)\\]");

    /** A mark behind a full stop belongs to the sentence before it. */
    private static final Pattern MARKS_AFTER_STOP = Pattern.compile("([.!?:])((?: *\\[\\d+\\])+)");

    private final List<String> sentences;

    Quotes(String answer) {
        String text = MARKS_AFTER_STOP.matcher(answer).replaceAll("$2$1");
        this.sentences =
                Sentences.of(text).stream().map(sentence -> sentence.in(text)).toList();
    }

    /** The sentence of the passage that has most in common with what the answer says it says, word for word. */
    String quote(Passage passage) {
        String claims = sentences.stream()
                .filter(sentence -> sentence.contains("[" + passage.number() + "]"))
                .collect(Collectors.joining(" "));
        Set<String> claimed = Rarity.stems(MARK.matcher(claims).replaceAll(""));
        List<String> candidates = new ArrayList<>();
        Sentences.of(passage.text()).forEach(sentence -> candidates.add(sentence.in(passage.text())));
        return candidates.stream()
                .max(Comparator.comparingDouble(candidate -> likeness(claimed, Rarity.stems(candidate))))
                .orElse(passage.text());
    }

    /** Sentences without a mark, those that only introduce a list left out. */
    List<String> uncited() {
        return sentences.stream()
                .filter(sentence -> !MARK.matcher(sentence).find() && !sentence.endsWith(":"))
                .filter(sentence -> !Rarity.stems(sentence).isEmpty())
                .toList();
    }

    private static double likeness(Set<String> one, Set<String> other) {
        long shared = one.stream().filter(other::contains).count();
        int total = one.size() + other.size();
        return total == 0 ? 0 : 2.0 * shared / total;
    }
}
