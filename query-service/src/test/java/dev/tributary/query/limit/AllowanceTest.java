package dev.tributary.query.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AllowanceTest {

    private static final BigDecimal CENT = new BigDecimal("0.01");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-14T23:59:00Z"));

    @Test
    void aThousandParallelAnswersOverspendByOneAtMost() {
        Limits limits = limits(null, new BigDecimal("0.10"));
        AtomicInteger written = new AtomicInteger();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1_000; i++) {
                callers.execute(() -> answer(limits, written));
            }
        }

        assertThat(limits.of("app").spentToday()).isBetween(new BigDecimal("0.10"), new BigDecimal("0.13"));
        assertThat(written).hasValueLessThanOrEqualTo(4);
    }

    /** Each costs three cents, as was foreseen. */
    private static void answer(Limits limits, AtomicInteger written) {
        BigDecimal cost = CENT.multiply(BigDecimal.valueOf(3));
        try {
            Reservation reservation = limits.reserve("app", 100, cost);
            written.incrementAndGet();
            reservation.settle(100, cost);
        } catch (LimitExceededException refused) {
            assertThat(refused.getStatusCode().value()).isEqualTo(429);
        }
    }

    @Test
    void whatWasNotUsedIsGivenBack() {
        Limits limits = limits(1_000, CENT);
        limits.reserve("app", 900, CENT).settle(10, BigDecimal.ZERO);

        assertThatNoException().isThrownBy(() -> limits.reserve("app", 900, CENT));
    }

    @Test
    void tokensBeyondTheLimitAreRefusedWithATimeToComeAgain() {
        Limits limits = limits(1_000, null);
        limits.reserve("app", 900, BigDecimal.ZERO);

        assertThatExceptionOfType(LimitExceededException.class)
                .isThrownBy(() -> limits.reserve("app", 900, BigDecimal.ZERO))
                .satisfies(refused -> assertThat(refused.getHeaders().getFirst("Retry-After"))
                        .satisfies(
                                seconds -> assertThat(Integer.parseInt(seconds)).isBetween(1, 60)));
    }

    @Test
    void anAnswerLargerThanAMinuteIsNotRefusedForEver() {
        Limits limits = limits(1_000, null);

        assertThatNoException().isThrownBy(() -> limits.reserve("app", 5_000, BigDecimal.ZERO));
    }

    @Test
    void callersDoNotShare() {
        Limits limits = limits(null, CENT);
        limits.reserve("app", 1, CENT).settle(1, CENT);

        assertThatExceptionOfType(LimitExceededException.class).isThrownBy(() -> limits.reserve("app", 1, CENT));
        assertThatNoException().isThrownBy(() -> limits.reserve("other", 1, CENT));
    }

    @Test
    void aNewDayHasNewMoney() {
        Limits limits = limits(null, CENT);
        limits.reserve("app", 1, CENT).settle(1, CENT);
        Reservation lateReserved = overnight(limits);

        assertThatNoException().isThrownBy(() -> limits.reserve("app", 1, CENT).settle(1, CENT));
        lateReserved.settle(1, CENT);
        assertThat(limits.of("app").spentToday()).isEqualTo(CENT);
    }

    private Reservation overnight(Limits limits) {
        Reservation reservation = limits.reserve("night owl", 1, CENT);
        now.set(Instant.parse("2026-03-15T00:01:00Z"));
        return reservation;
    }

    private Limits limits(@Nullable Integer tokensPerMinute, @Nullable BigDecimal costPerDay) {
        Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
        return new Limits(new LimitProperties(null, tokensPerMinute, costPerDay, Duration.ZERO, Map.of()), clock);
    }
}
