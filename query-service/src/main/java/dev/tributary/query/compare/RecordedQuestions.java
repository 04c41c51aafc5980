package dev.tributary.query.compare;

import dev.tributary.events.AnswerEvent.AnswerGiven;
import dev.tributary.events.AnswerEvent.Content;
import dev.tributary.query.recording.AnswerLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The questions that people asked last. */
@Component
final class RecordedQuestions {

    /** How far back it looks: further only where that was not enough. */
    private static final List<Duration> WINDOWS =
            List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(10), Duration.ofDays(3650));

    private final AnswerLog log;
    private final Clock clock = Clock.systemUTC();

    RecordedQuestions(AnswerLog log) {
        this.log = log;
    }

    /** Different answered questions of the tenant, in words of their own; the last ones, the last first. */
    List<String> last(String tenant, int count) {
        List<String> found = List.of();
        for (Duration window : WINDOWS) {
            found = since(clock.instant().minus(window), tenant, count);
            if (found.size() == count) {
                return found;
            }
        }
        return found;
    }

    private List<String> since(Instant from, String tenant, int count) {
        Map<String, Instant> asked = new HashMap<>();
        log.show(from, entry -> {
            entry.event()
                    .flatMap(event -> event instanceof AnswerGiven answer ? Optional.of(answer) : Optional.empty())
                    .filter(answer -> answer.tenant().equals(tenant) && answer.answered())
                    .ifPresent(answer -> keep(asked, answer, count));
            return true;
        });
        return asked.entrySet().stream()
                .sorted(Map.Entry.<String, Instant>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static void keep(Map<String, Instant> asked, AnswerGiven answer, int count) {
        Content content = answer.content();
        if (content != null) {
            asked.merge(content.standalone(), answer.at(), (one, other) -> one.isAfter(other) ? one : other);
            if (asked.size() > count) {
                asked.remove(asked.entrySet().stream()
                        .min(Comparator.comparing(Map.Entry::getValue))
                        .orElseThrow()
                        .getKey());
            }
        }
    }
}
