package dev.tributary.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Durations, and what is usual and unusual among them. Safe for use by several threads. */
public final class Latencies {

    private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());

    public void add(long startNanos) {
        nanos.add(System.nanoTime() - startNanos);
    }

    int count() {
        return nanos.size();
    }

    /** Milliseconds within which this share of them ended. */
    double percentile(double share) {
        List<Long> sorted = new ArrayList<>(nanos);
        Collections.sort(sorted);
        int index = (int) Math.ceil(share * sorted.size()) - 1;
        return sorted.get(Math.max(0, index)) / (double) Duration.ofMillis(1).toNanos();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "p50 %7.1f ms   p95 %7.1f ms   p99 %7.1f ms",
                percentile(0.5),
                percentile(0.95),
                percentile(0.99));
    }
}
