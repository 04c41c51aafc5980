package dev.tributary.query.recording;

import dev.tributary.events.AnswerEvent.AnswerGiven;
import dev.tributary.events.OutageException;
import dev.tributary.events.Topic;
import dev.tributary.platform.kafka.KafkaConnectionProperties;
import dev.tributary.platform.kafka.TopicReader;
import dev.tributary.platform.kafka.TopicReader.Entry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What was written down of answers, read from Kafka each time. A few readings run at once; others wait. All methods throw
 * {@link OutageException} if Kafka does not answer.
 */
public final class AnswerLog {

    private static final int MOST_READINGS = 8;
    private static final Duration TURN = Duration.ofSeconds(10);

    /** By so much clocks of several processes may differ. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    /** So long after the question the answer is written down at the latest. */
    static final Duration LONGEST_ANSWER = Duration.ofHours(1);

    private final KafkaConnectionProperties kafka;
    private final Semaphore readings = new Semaphore(MOST_READINGS);
    private final Clock clock = Clock.systemUTC();

    AnswerLog(KafkaConnectionProperties kafka) {
        this.kafka = kafka;
    }

    /** The answer of any tenant; nothing if there is none, or no more. */
    public Optional<AnswerGiven> find(UUID answerId) {
        Instant asked = AnswerId.time(answerId);
        if (asked.isAfter(clock.instant().plus(SLACK))) {
            return Optional.empty();
        }
        AtomicReference<Optional<AnswerGiven>> found = new AtomicReference<>(Optional.empty());
        reading(Topic.ANSWERS, reader -> {
            reader.read(reader.partitionOf(answerId.toString()), asked.minus(SLACK), entry -> {
                boolean it = entry.key().equals(answerId.toString());
                if (it) {
                    found.set(
                            entry.event().filter(AnswerGiven.class::isInstance).map(AnswerGiven.class::cast));
                }
                return !it && entry.at().isBefore(asked.plus(LONGEST_ANSWER));
            });
            return true;
        });
        return found.get();
    }

    /** Shows all that was written down since a time, in no order; the visitor says whether it wants more. */
    public void show(Instant since, Predicate<Entry> visitor) {
        reading(Topic.ANSWERS, reader -> {
            reader.read(reader.partitions(), since, visitor);
            return true;
        });
    }

    /** Reads a topic, when it is this one's turn. */
    public <T> T reading(Topic topic, Function<TopicReader, T> work) {
        boolean turn = false;
        try {
            turn = readings.tryAcquire(TURN.toMillis(), TimeUnit.MILLISECONDS);
            if (!turn) {
                throw new OutageException("Too many requests read recorded answers at once", null, TURN);
            }
            try (TopicReader reader = new TopicReader(topic, kafka)) {
                return work.apply(reader);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new OutageException("Reading recorded answers was interrupted", interrupted);
        } finally {
            if (turn) {
                readings.release();
            }
        }
    }
}
