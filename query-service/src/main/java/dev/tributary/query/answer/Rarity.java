package dev.tributary.query.answer;

import dev.tributary.query.search.Words;
import dev.tributary.query.search.Words.Word;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How much a word tells sentences apart: the fewer of them have it, the more. */
final class Rarity {

    /** What a word counts that stands only in the title or a heading above the sentence. */
    private static final double NEARBY = 0.6;

    private final int sentences;
    private final Map<String, Integer> sentencesWith;

    private Rarity(int sentences, Map<String, Integer> sentencesWith) {
        this.sentences = sentences;
        this.sentencesWith = sentencesWith;
    }

    static Rarity among(List<String> sentences) {
        Map<String, Integer> sentencesWith = new HashMap<>();
        sentences.forEach(sentence -> stems(sentence).forEach(stem -> sentencesWith.merge(stem, 1, Integer::sum)));
        return new Rarity(sentences.size(), sentencesWith);
    }

    /** The share of the wanted words that the sentence has, weighted by rarity: 0 to 1; 0 if none is wanted. */
    double coverage(Set<String> wanted, String sentence, String surroundings) {
        Set<String> inside = stems(sentence);
        Set<String> around = stems(surroundings);
        double total = 0;
        double covered = 0;
        for (String stem : wanted) {
            double weight = weight(stem);
            total += weight;
            if (inside.contains(stem)) {
                covered += weight;
            } else if (around.contains(stem)) {
                covered += NEARBY * weight;
            }
        }
        return total == 0 ? 0 : covered / total;
    }

    private double weight(String stem) {
        return Math.log(1 + sentences / (sentencesWith.getOrDefault(stem, 0) + 0.5));
    }

    static Set<String> stems(String text) {
        return Words.of(text).stream().map(Word::stem).collect(Collectors.toSet());
    }
}
