package dev.tributary.embed.generation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a generation comes on, by what was seen of its lag in the last minute. */
final class Progress {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Deque<Sample> samples = new ArrayDeque<>();
    private @Nullable Lag lag;

    private record Sample(Instant at, long behind) {}

    synchronized void seen(Lag now, Instant at) {
        lag = now;
        samples.addLast(new Sample(at, now.behind()));
        while (samples.size() > 2 && samples.getFirst().at().isBefore(at.minus(WINDOW))) {
            samples.removeFirst();
        }
    }

    /** Empty until it was looked at. */
    synchronized Optional<Lag> lag() {
        return Optional.ofNullable(lag);
    }

    /** By how many events a second the lag shrinks; 0 if it does not. */
    synchronized double rate() {
        if (samples.size() < 2) {
            return 0;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        double seconds = Duration.between(first.at(), last.at()).toMillis() / 1000.0;
        return seconds <= 0 ? 0 : Math.max(0, (first.behind() - last.behind()) / seconds);
    }

    /** When the lag will be gone at this rate; null if it is, or does not shrink. */
    synchronized @Nullable Instant end() {
        double rate = rate();
        if (rate == 0 || samples.getLast().behind() == 0) {
            return null;
        }
        Sample last = samples.getLast();
        return last.at().plusMillis((long) (1000 * last.behind() / rate));
    }
}
