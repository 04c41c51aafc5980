package dev.tributary.query.answer;

import dev.tributary.index.starter.LiveIndex;
import dev.tributary.query.answer.Sentences.Kind;
import dev.tributary.query.answer.Sentences.Sentence;
import dev.tributary.query.model.Turn;
import dev.tributary.query.model.Turn.Speaker;
import dev.tributary.query.model.Usage;
import dev.tributary.query.search.Words;
import dev.tributary.query.search.Words.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Answers without a chat model: with the one to three sentences of the passages that come nearest to the question, in
 * reading order, or with none if even the best is too far off.
 */
final class ExtractiveGenerator implements AnswerGenerator {

    static final String NAME = "extractive";

    private static final int MOST_SENTENCES = 3;

    /** What a follow-up points back with. */
    private static final Pattern REFERRING = Pattern.compile(
            "(?i)(and|but|or|also|what about|how about|what else)\\b.*"
                    + "|.*\\b(it|its|they|them|their|that|this|these|those|he|she|him|her)\\b.*",
            Pattern.DOTALL);

    private final LiveIndex live;
    private final Relevance relevance;

    ExtractiveGenerator(LiveIndex live, Relevance relevance) {
        this.live = live;
        this.relevance = relevance;
    }

    /** Of one model, or they could not be compared. */
    private record Vectors(float[] question, List<float[]> sentences) {}

    /** A sentence that may be part of the answer. */
    private record Candidate(Passage passage, Sentence sentence, String text, double score) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String kind() {
        return NAME;
    }

    /** A question that points back, or has no two words of its own, is read together with the user's last one. */
    @Override
    public Standalone standalone(String question, List<Turn> history) {
        String standalone = history.stream()
                .filter(turn -> turn.speaker() == Speaker.USER)
                .reduce((first, second) -> second)
                .filter(previous -> refersBack(question))
                .map(previous -> previous.text() + " " + question)
                .orElse(question);
        return new Standalone(standalone, Usage.NONE);
    }

    @Override
    public Usage generate(String question, String instructions, List<Passage> passages, Consumer<String> pieces) {
        List<Candidate> best = best(candidates(question, passages));
        if (best.isEmpty()) {
            pieces.accept(Answer.NOT_FOUND);
        }
        String separator = "";
        for (Candidate candidate : best) {
            pieces.accept(
                    separator + candidate.text() + " [" + candidate.passage().number() + "]");
            separator = "\n\n";
        }
        return Usage.NONE;
    }

    private static boolean refersBack(String question) {
        return Words.of(question).size() < 2 || REFERRING.matcher(question).matches();
    }

    private List<Candidate> candidates(String question, List<Passage> passages) {
        List<Candidate> unscored = new ArrayList<>();
        for (Passage passage : passages) {
            for (Sentence sentence : Sentences.of(passage.text())) {
                String text = PlainText.of(sentence.in(passage.text()));
                if (sentence.kind() != Kind.CODE && !text.isBlank() && !text.endsWith("?")) {
                    unscored.add(new Candidate(passage, sentence, text, 0));
                }
            }
        }
        List<String> texts = unscored.stream().map(Candidate::text).toList();
        Vectors vectors = live.with(open -> new Vectors(
                open.embedder().embedQuery(question), open.embedder().embedPassages(texts)));
        Rarity rarity = Rarity.among(texts);
        Set<String> wanted = Words.of(question).stream().map(Word::stem).collect(Collectors.toSet());
        List<Candidate> scored = new ArrayList<>();
        for (int i = 0; i < unscored.size(); i++) {
            Candidate candidate = unscored.get(i);
            double score = relevance.score(
                    cosine(vectors.question(), vectors.sentences().get(i)),
                    rarity.coverage(wanted, candidate.text(), surroundings(candidate.passage())),
                    candidate.passage().number());
            scored.add(new Candidate(candidate.passage(), candidate.sentence(), candidate.text(), score));
        }
        return scored;
    }

    private static String surroundings(Passage passage) {
        return passage.facts().title() + " " + String.join(" ", passage.chunk().headingPath());
    }

    private List<Candidate> best(List<Candidate> candidates) {
        List<Candidate> ranked = candidates.stream()
                .sorted(Comparator.comparingDouble(Candidate::score).reversed())
                .toList();
        List<Candidate> chosen = new ArrayList<>();
        for (Candidate candidate : ranked) {
            boolean enough = chosen.isEmpty()
                    ? candidate.score() >= relevance.threshold()
                    : candidate.score()
                            >= relevance.margin() * ranked.getFirst().score();
            if (!enough || chosen.size() == MOST_SENTENCES) {
                break;
            }
            if (chosen.stream().noneMatch(other -> repeats(candidate, other))) {
                chosen.add(candidate);
            }
        }
        chosen.sort(Comparator.comparingInt(
                        (Candidate candidate) -> candidate.passage().number())
                .thenComparingInt(candidate -> candidate.sentence().start()));
        return chosen;
    }

    private static boolean repeats(Candidate one, Candidate other) {
        return one.text().equals(other.text())
                || (one.passage().equals(other.passage()) && one.sentence().overlaps(other.sentence()));
    }

    private static double cosine(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
