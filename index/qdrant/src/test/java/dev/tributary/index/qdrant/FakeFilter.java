package dev.tributary.index.qdrant;

import io.grpc.Status;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.FieldCondition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.Match;
import io.qdrant.client.grpc.Common.Range;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.List;
import java.util.stream.Stream;

/** Qdrant's filters, as far as the adapter uses them; a filter without conditions matches all. */
final class FakeFilter {

    private FakeFilter() {}

    static boolean matches(Filter filter, FakePoint point) {
        return filter.getMustList().stream().allMatch(condition -> matches(condition, point))
                && filter.getMustNotList().stream().noneMatch(condition -> matches(condition, point))
                && (filter.getShouldCount() == 0
                        || filter.getShouldList().stream().anyMatch(condition -> matches(condition, point)));
    }

    /** The payload fields that the filter's conditions name. */
    static Stream<String> fields(Filter filter) {
        return Stream.of(filter.getMustList(), filter.getMustNotList(), filter.getShouldList())
                .flatMap(List::stream)
                .flatMap(condition -> switch (condition.getConditionOneOfCase()) {
                    case FILTER -> fields(condition.getFilter());
                    case FIELD -> Stream.of(condition.getField().getKey());
                    case HAS_ID, IS_EMPTY, IS_NULL, NESTED, HAS_VECTOR, CONDITIONONEOF_NOT_SET -> Stream.empty();
                });
    }

    private static boolean matches(Condition condition, FakePoint point) {
        return switch (condition.getConditionOneOfCase()) {
            case FILTER -> matches(condition.getFilter(), point);
            case HAS_ID ->
                condition.getHasId().getHasIdList().stream()
                        .anyMatch(id -> id.getUuid().equals(point.id()));
            case FIELD -> matches(condition.getField(), point);
            case IS_EMPTY, IS_NULL, NESTED, HAS_VECTOR, CONDITIONONEOF_NOT_SET -> throw unknown(condition);
        };
    }

    /** A list matches if any of its members does, an absent value and a null never. */
    private static boolean matches(FieldCondition field, FakePoint point) {
        Value value = point.payload().get(field.getKey());
        if (value == null) {
            return false;
        }
        List<Value> values = value.hasListValue() ? value.getListValue().getValuesList() : List.of(value);
        if (field.hasMatch()) {
            return values.stream().anyMatch(one -> matches(field.getMatch(), one));
        }
        if (field.hasRange()) {
            return values.stream().anyMatch(one -> matches(field.getRange(), one));
        }
        throw unknown(field);
    }

    private static boolean matches(Match match, Value value) {
        return switch (match.getMatchValueCase()) {
            case KEYWORD -> value.hasStringValue() && value.getStringValue().equals(match.getKeyword());
            case KEYWORDS ->
                value.hasStringValue() && match.getKeywords().getStringsList().contains(value.getStringValue());
            case INTEGER -> value.hasIntegerValue() && value.getIntegerValue() == match.getInteger();
            case BOOLEAN -> value.hasBoolValue() && value.getBoolValue() == match.getBoolean();
            case TEXT, INTEGERS, EXCEPT_INTEGERS, EXCEPT_KEYWORDS, PHRASE, TEXT_ANY, MATCHVALUE_NOT_SET ->
                throw unknown(match);
        };
    }

    private static boolean matches(Range range, Value value) {
        if (!value.hasIntegerValue() && !value.hasDoubleValue()) {
            return false;
        }
        double number = value.hasIntegerValue() ? (double) value.getIntegerValue() : value.getDoubleValue();
        return (!range.hasLt() || number < range.getLt())
                && (!range.hasLte() || number <= range.getLte())
                && (!range.hasGt() || number > range.getGt())
                && (!range.hasGte() || number >= range.getGte());
    }

    private static RuntimeException unknown(Object condition) {
        return Status.UNIMPLEMENTED
                .withDescription("The fake does not know the condition " + condition)
                .asRuntimeException();
    }
}
