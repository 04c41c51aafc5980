package dev.tributary.index.qdrant;

import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.FieldCondition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which points have which keyword in their payload, so that a filter need not look at all of them. */
final class FakePayloadIndex {

    private record Keyword(String field, String value) {}

    private final FakePostings<Keyword> postings = new FakePostings<>();

    void add(FakePoint point) {
        keywords(point).forEach(keyword -> postings.add(keyword, point.id()));
    }

    void remove(FakePoint point) {
        keywords(point).forEach(keyword -> postings.remove(keyword, point.id()));
    }

    /** The ids that are worth a look; nothing if those of all points are. */
    Optional<Set<String>> candidates(Filter filter) {
        return filter.getMustList().stream()
                .filter(Condition::hasField)
                .map(Condition::getField)
                .filter(field -> field.getMatch().hasKeyword())
                .map(field -> postings.having(keyword(field)))
                .min(Comparator.comparingInt(Set::size));
    }

    private static Keyword keyword(FieldCondition field) {
        return new Keyword(field.getKey(), field.getMatch().getKeyword());
    }

    private static Stream<Keyword> keywords(FakePoint point) {
        return point.payload().entrySet().stream()
                .flatMap(entry -> values(entry.getValue())
                        .filter(Value::hasStringValue)
                        .map(value -> new Keyword(entry.getKey(), value.getStringValue())));
    }

    private static Stream<Value> values(Value value) {
        return (value.hasListValue() ? value.getListValue().getValuesList() : List.of(value)).stream();
    }
}
