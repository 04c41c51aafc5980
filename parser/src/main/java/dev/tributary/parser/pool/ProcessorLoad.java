package dev.tributary.parser.pool;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** How busy the processors are that this process may use, whoever keeps them busy. */
final class ProcessorLoad {

    private static final double HIGH = 0.9;

    /** Less says little: the system counts in hundredths of a second. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** More says little of now. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private long measuredAt = System.nanoTime();
    private boolean high = true;

    /** By what happened since the last question; high as long as it was not asked twice within seconds. */
    synchronized boolean isHigh() {
        long now = System.nanoTime();
        Duration interval = Duration.ofNanos(now - measuredAt);
        if (interval.compareTo(SHORTEST) >= 0) {
            double load = system.getCpuLoad(); // since the last call
            high = load >= HIGH || interval.compareTo(LONGEST) > 0;
            measuredAt = now;
        }
        return high;
    }
}
