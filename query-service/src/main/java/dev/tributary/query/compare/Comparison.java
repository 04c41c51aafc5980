package dev.tributary.query.compare;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.query.answer.Answer;
import dev.tributary.query.answer.Citation;
import dev.tributary.query.model.ModelFailedException;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@code POST /v1/models:compare} gives. */
record Comparison(String baseline, String candidate, List<Pair> results, Totals totals) {

    static Comparison of(String baseline, String candidate, List<Pair> results) {
        return new Comparison(
                baseline,
                candidate,
                results,
                new Totals(Total.of(results, Pair::baseline), Total.of(results, Pair::candidate), overlap(results)));
    }

    /**
     * One question.
     *
     * @param citationOverlap passages that both cite, of those that either cites: 0 to 1; null if neither cites any
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Pair(
            String question,
            Side baseline,
            Side candidate,
            @Nullable Double citationOverlap) {

        static Pair of(String question, Side baseline, Side candidate) {
            Set<Place> all = new HashSet<>(baseline.places());
            all.addAll(candidate.places());
            Set<Place> both = new HashSet<>(baseline.places());
            both.retainAll(candidate.places());
            Double overlap = all.isEmpty() ? null : Double.valueOf((double) both.size() / all.size());
            return new Pair(question, baseline, candidate, overlap);
        }
    }

    /** A passage, wherever it stands among those that were found. */
    private record Place(UUID document, int start, int end) {}

    /**
     * One model's answer.
     *
     * @param generator who wrote it; null if nobody did
     * @param error why there is no answer, for a person; null if there is one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Side(
            @Nullable String generator,
            @Nullable String answer,
            boolean answered,
            List<Citation> citations,
            int inputTokens,
            int outputTokens,
            BigDecimal cost,
            long tookMillis,
            @Nullable String error) {

        static Side of(Answer answer) {
            return new Side(
                    answer.generator(),
                    answer.answer(),
                    answer.answered(),
                    answer.citations(),
                    answer.usage().inputTokens(),
                    answer.usage().outputTokens(),
                    answer.usage().cost(),
                    answer.tookMillis().total(),
                    null);
        }

        static Side failed(ModelFailedException failure, long tookMillis) {
            return new Side(null, null, false, List.of(), 0, 0, BigDecimal.ZERO, tookMillis, failure.detail());
        }

        private Set<Place> places() {
            Set<Place> places = new HashSet<>();
            citations.forEach(
                    citation -> places.add(new Place(citation.documentId(), citation.start(), citation.end())));
            return places;
        }
    }

    /** @param citationOverlap the mean; null if no question has one */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Totals(Total baseline, Total candidate, @Nullable Double citationOverlap) {}

    /** @param tookMillis the mean of an answer, failures included */
    record Total(int answered, int failed, long inputTokens, long outputTokens, BigDecimal cost, long tookMillis) {

        static Total of(List<Pair> results, Function<Pair, Side> side) {
            List<Side> sides = results.stream().map(side).toList();
            return new Total(
                    (int) sides.stream().filter(Side::answered).count(),
                    (int) sides.stream().filter(each -> each.error() != null).count(),
                    sum(sides, Side::inputTokens),
                    sum(sides, Side::outputTokens),
                    sides.stream().map(Side::cost).reduce(BigDecimal.ZERO, BigDecimal::add),
                    sum(sides, Side::tookMillis) / sides.size());
        }

        private static long sum(List<Side> sides, ToLongFunction<Side> number) {
            return sides.stream().mapToLong(number).sum();
        }
    }

    private static @Nullable Double overlap(List<Pair> results) {
        List<Double> overlaps = results.stream()
                .flatMap(pair -> Stream.ofNullable(pair.citationOverlap()))
                .toList();
        return overlaps.isEmpty()
                ? null
                : Double.valueOf(overlaps.stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow());
    }
}
