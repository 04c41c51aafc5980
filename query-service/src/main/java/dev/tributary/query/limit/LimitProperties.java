package dev.tributary.query.limit;

import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What each caller may use. What is not set is not limited.
 *
 * @param requestsPerMinute searches and questions
 * @param tokensPerMinute of chat models, read and written
 * @param costPerDay of chat models, in the currency of their prices; a day is one of UTC
 * @param startTimeout how long a start waits for Kafka to say what was spent today, where costs are limited
 * @param callers other limits for some callers: {@code name} for a key of the configuration, {@code [key:tenant/name]} for one
 *     made at run time, {@code [user:name]} for the user of a token; what is not set here is as for all
 */
@Validated
@ConfigurationProperties(prefix = "tributary.limits", ignoreUnknownFields = false)
record LimitProperties(
        @Nullable @Positive Integer requestsPerMinute,
        @Nullable @Positive Integer tokensPerMinute,
        @Nullable @Positive BigDecimal costPerDay,
        @DefaultValue("5s") Duration startTimeout,
        @DefaultValue Map<String, Caller> callers) {

    LimitProperties {
        callers = Map.copyOf(callers);
    }

    boolean limitsCost() {
        return costPerDay != null || callers.values().stream().anyMatch(caller -> caller.costPerDay() != null);
    }

    /** The same three for one caller. */
    record Caller(
            @Nullable @Positive Integer requestsPerMinute,
            @Nullable @Positive Integer tokensPerMinute,
            @Nullable @Positive BigDecimal costPerDay) {}

    Caller of(String caller) {
        Caller own = callers.get(caller);
        return own == null
                ? new Caller(requestsPerMinute, tokensPerMinute, costPerDay)
                : new Caller(
                        own.requestsPerMinute() == null ? requestsPerMinute : own.requestsPerMinute(),
                        own.tokensPerMinute() == null ? tokensPerMinute : own.tokensPerMinute(),
                        own.costPerDay() == null ? costPerDay : own.costPerDay());
    }
}
