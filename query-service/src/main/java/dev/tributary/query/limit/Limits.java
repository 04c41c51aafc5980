package dev.tributary.query.limit;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What callers have left, by their names. Money is counted over all processes, requests and tokens by each for itself. */
public final class Limits {

    private final LimitProperties properties;
    private final Clock clock;
    private final Map<String, Allowance> allowances = new ConcurrentHashMap<>();

    Limits(LimitProperties properties, Clock clock) {
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Sets aside what an answer may take at most.
     *
     * @throws LimitExceededException if the caller has nothing left
     */
    public Reservation reserve(String caller, int mostTokens, BigDecimal mostCost) {
        return of(caller).reserve(mostTokens, mostCost);
    }

    /** Takes off a caller's allowance what another process has spent for it. */
    void spentElsewhere(String caller, Instant asked, BigDecimal cost) {
        if (cost.signum() > 0) {
            of(caller).spentElsewhere(LocalDate.ofInstant(asked, ZoneOffset.UTC), cost);
        }
    }

    Allowance of(String caller) {
        return allowances.computeIfAbsent(caller, name -> new Allowance(properties.of(name), clock));
    }
}
