package dev.tributary.query.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.events.AnswerEvent;
import dev.tributary.events.AnswerEvent.AnswerGiven;
import dev.tributary.events.AnswerEvent.Spent;
import dev.tributary.query.usage.UsageRequest.By;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code GET /v1/usage} gives: the sums, those of the last day first. */
record UsageReport(Instant from, Instant to, List<Row> rows) {

    /**
     * One sum.
     *
     * @param day of UTC; null unless asked for, as the next two
     * @param requests questions that were answered, or that a model had begun to answer
     * @param cost null for those who are not told
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(
            @Nullable LocalDate day,
            @Nullable String caller,
            @Nullable String model,
            long requests,
            long inputTokens,
            long outputTokens,
            @Nullable BigDecimal cost) {}

    private record Group(
            @Nullable LocalDate day,
            @Nullable String caller,
            @Nullable String model) {}

    private static final class Sum {
        private long requests;
        private long input;
        private long output;
        private BigDecimal cost = BigDecimal.ZERO;
    }

    /** Adds up answers. Memory is needed for the rows alone. */
    static final class Sums {

        private final UsageRequest request;
        private final Map<Group, Sum> sums = new HashMap<>();

        Sums(UsageRequest request) {
            this.request = request;
        }

        void add(AnswerEvent answer) {
            Set<Group> counted = new HashSet<>();
            for (Spent spent : answer.spent()) {
                Group group = group(answer, spent.model());
                Sum sum = sum(group, counted.add(group));
                sum.input += spent.inputTokens();
                sum.output += spent.outputTokens();
                sum.cost = sum.cost.add(spent.cost());
            }
            if (answer.spent().isEmpty() && answer instanceof AnswerGiven given) {
                sum(group(answer, given.generator()), true);
            }
        }

        private Group group(AnswerEvent answer, String model) {
            Set<By> by = request.by();
            return new Group(
                    by.contains(By.DAY) ? LocalDate.ofInstant(answer.at(), ZoneOffset.UTC) : null,
                    by.contains(By.CALLER) ? answer.caller() : null,
                    by.contains(By.MODEL) ? model : null);
        }

        private Sum sum(Group group, boolean newRequest) {
            Sum sum = sums.computeIfAbsent(group, unknown -> new Sum());
            sum.requests += newRequest ? 1 : 0;
            return sum;
        }

        UsageReport report(boolean withCost) {
            Comparator<Row> order = Comparator.comparing(Row::day, Comparator.nullsFirst(Comparator.reverseOrder()))
                    .thenComparing(Row::caller, Comparator.nullsFirst(Comparator.naturalOrder()))
                    .thenComparing(Row::model, Comparator.nullsFirst(Comparator.naturalOrder()));
            List<Row> rows = sums.entrySet().stream()
                    .map(entry -> row(entry.getKey(), entry.getValue(), withCost))
                    .sorted(order)
                    .toList();
            return new UsageReport(request.from(), request.to(), rows);
        }

        private static Row row(Group group, Sum sum, boolean withCost) {
            return new Row(
                    group.day(),
                    group.caller(),
                    group.model(),
                    sum.requests,
                    sum.input,
                    sum.output,
                    withCost ? sum.cost : null);
        }
    }
}
