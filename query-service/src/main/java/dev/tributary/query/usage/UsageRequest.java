package dev.tributary.query.usage;

import dev.tributary.platform.web.InvalidRequestException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which usage is asked for.
 *
 * @param from inclusive
 * @param to exclusive
 * @param by what has a row of its own
 */
record UsageRequest(Instant from, Instant to, Set<By> by) {

    private static final Duration USUAL = Duration.ofDays(7);
    private static final Duration LONGEST = Duration.ofDays(366);

    enum By {
        DAY,
        CALLER,
        MODEL
    }

    static UsageRequest of(@Nullable Instant from, @Nullable Instant to, @Nullable String by, Instant now) {
        Instant end = to == null ? now : to;
        Instant start = from == null ? end.minus(USUAL) : from;
        if (!start.isBefore(end) || Duration.between(start, end).compareTo(LONGEST) > 0) {
            throw new InvalidRequestException("from", start, "a time before 'to', by 366 days at most");
        }
        return new UsageRequest(start, end, parse(by == null ? "day,model" : by));
    }

    private static Set<By> parse(String by) {
        Set<By> parsed = EnumSet.noneOf(By.class);
        for (String one : by.split(",", -1)) {
            parsed.add(
                    switch (one.strip()) {
                        case "day" -> By.DAY;
                        case "caller" -> By.CALLER;
                        case "model" -> By.MODEL;
                        default ->
                            throw new InvalidRequestException("by", by, "day, caller, model, or several with commas");
                    });
        }
        return parsed;
    }
}
