package dev.tributary.query.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** What one caller has left. What an answer may cost is set aside before it is written, and settled afterwards. */
final class Allowance {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final LimitProperties.Caller limits;
    private final Clock clock;
    private final @Nullable Bucket requests;
    private final @Nullable Bucket tokens;
    private LocalDate day = LocalDate.EPOCH;
    private BigDecimal spent = BigDecimal.ZERO;
    private BigDecimal setAside = BigDecimal.ZERO;

    Allowance(LimitProperties.Caller limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
        this.requests = bucket(limits.requestsPerMinute());
        this.tokens = bucket(limits.tokensPerMinute());
    }

    private static @Nullable Bucket bucket(@Nullable Integer perMinute) {
        return perMinute == null
                ? null
                : Bucket.builder()
                        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, MINUTE))
                        .build();
    }

    /** Takes one request; null if requests are not limited. */
    @Nullable ConsumptionProbe request() {
        return requests == null ? null : requests.tryConsumeAndReturnRemaining(1);
    }

    /**
     * Sets aside what an answer may take. A caller that has something left may ask once more, whatever it costs: it
     * overspends by one answer at most, however many it asks for at once.
     *
     * @throws LimitExceededException if nothing is left
     */
    Reservation reserve(int mostTokens, BigDecimal mostCost) {
        int taken = reserveTokens(mostTokens);
        try {
            LocalDate reserved = reserveCost(mostCost);
            return new Reservation(this, taken, reserved, mostCost);
        } catch (LimitExceededException overspent) {
            giveBack(taken);
            throw overspent;
        }
    }

    /** @return what was taken; an answer that takes more than a minute's tokens takes all of them */
    private int reserveTokens(int most) {
        Integer limit = limits.tokensPerMinute();
        if (tokens == null || limit == null) {
            return 0;
        }
        int wanted = Math.min(most, limit);
        ConsumptionProbe probe = tokens.tryConsumeAndReturnRemaining(wanted);
        if (!probe.isConsumed()) {
            throw new LimitExceededException(
                    "The limit of " + limit + " tokens a minute is reached.",
                    Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
        return wanted;
    }

    private synchronized LocalDate reserveCost(BigDecimal most) {
        LocalDate today = today();
        BigDecimal limit = limits.costPerDay();
        if (limit != null && spent.add(setAside).compareTo(limit) >= 0) {
            Duration untilMorning = Duration.between(
                    clock.instant(),
                    today.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
            throw new LimitExceededException(
                    "The limit of " + limit.toPlainString() + " a day is reached.", untilMorning);
        }
        setAside = setAside.add(most);
        return today;
    }

    private void giveBack(int unused) {
        if (tokens != null && unused > 0) {
            tokens.addTokens(unused);
        }
    }

    void settle(Reservation reservation, int usedTokens, BigDecimal cost) {
        int unused = reservation.tokens() - usedTokens;
        if (tokens != null && unused < 0) {
            tokens.consumeIgnoringRateLimits(-unused);
        }
        giveBack(unused);
        spend(reservation, cost);
    }

    /** What was asked before midnight is paid by the day before. */
    private synchronized void spend(Reservation reservation, BigDecimal cost) {
        if (reservation.day().equals(today())) {
            setAside = setAside.subtract(reservation.cost());
            spent = spent.add(cost);
        }
    }

    /** @param spentOn the day of UTC that pays for it; another one than today has no say any more */
    synchronized void spentElsewhere(LocalDate spentOn, BigDecimal cost) {
        if (spentOn.equals(today())) {
            spent = spent.add(cost);
        }
    }

    synchronized BigDecimal spentToday() {
        today();
        return spent;
    }

    private LocalDate today() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (!today.equals(day)) {
            day = today;
            spent = BigDecimal.ZERO;
            setAside = BigDecimal.ZERO;
        }
        return today;
    }

    LimitProperties.Caller limits() {
        return limits;
    }
}
