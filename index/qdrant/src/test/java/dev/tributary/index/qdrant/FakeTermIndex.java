package dev.tributary.index.qdrant;

import java.util.Set;

/** Which points have which term in a sparse vector. */
final class FakeTermIndex {

    private record Term(String vector, Integer term) {}

    private final FakePostings<Term> terms = new FakePostings<>();
    private final FakePostings<String> vectors = new FakePostings<>();

    void add(FakePoint point) {
        point.sparse().forEach((vector, weights) -> {
            vectors.add(vector, point.id());
            weights.keySet().forEach(term -> terms.add(new Term(vector, term), point.id()));
        });
    }

    void remove(FakePoint point) {
        point.sparse().forEach((vector, weights) -> {
            vectors.remove(vector, point.id());
            weights.keySet().forEach(term -> terms.remove(new Term(vector, term), point.id()));
        });
    }

    Set<String> having(String vector, Integer term) {
        return terms.having(new Term(vector, term));
    }

    int count(String vector) {
        return vectors.having(vector).size();
    }
}
