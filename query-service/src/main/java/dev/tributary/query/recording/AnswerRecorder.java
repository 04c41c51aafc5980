package dev.tributary.query.recording;

import dev.tributary.events.AnswerEvent;
import dev.tributary.events.AnswerEvent.AnswerGiven;
import dev.tributary.events.EventCodec;
import dev.tributary.events.EventCodec.Encoded;
import dev.tributary.events.Topic;
import dev.tributary.platform.kafka.EventPublisher;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes answers down without keeping anybody waiting. While Kafka is away some are held in memory, and those beyond are
 * counted and not written down: nobody's answer fails for it.
 */
public final class AnswerRecorder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerRecorder.class);

    /** All that waits for Kafka, in bytes. */
    private static final int MOST_PENDING = 16 << 20;

    /** Kafka refuses events beyond 1 MB, and feedback repeats the answer; longer ones go without their text. */
    private static final int LONGEST_EVENT = 700_000;

    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    private static final Duration LAST_WORDS_TO_NOBODY = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final EventPublisher publisher;
    private final EventCodec codec;
    private final AnswerProperties.Detail detail;
    private final Counter unrecorded;
    private final Clock clock = Clock.systemUTC();
    private final String process = UUID.randomUUID().toString();
    private final BlockingQueue<Encoded> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger pending = new AtomicInteger();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("record-answers").unstarted(this::run);
    private volatile boolean failing;
    private volatile boolean worked;

    AnswerRecorder(EventPublisher publisher, EventCodec codec, AnswerProperties.Detail detail, MeterRegistry meters) {
        this.publisher = publisher;
        this.codec = codec;
        this.detail = detail;
        this.unrecorded = Counter.builder("tributary.answers.unrecorded")
                .description("Answers that were given and not written down, because Kafka was away")
                .register(meters);
    }

    void start() {
        thread.start();
    }

    /** What events of this process call it. */
    public String process() {
        return process;
    }

    /** Returns at once. */
    public void record(AnswerEvent event) {
        Encoded encoded = encode(event);
        int size = encoded.value().length;
        if (pending.addAndGet(size) > MOST_PENDING) {
            pending.addAndGet(-size);
            lost("too many answers wait for Kafka");
            return;
        }
        queue.add(encoded);
    }

    private Encoded encode(AnswerEvent event) {
        return switch (event) {
            case AnswerEvent.AnswerBrokenOff brokenOff -> codec.encode(brokenOff);
            case AnswerGiven given ->
                switch (detail) {
                    case FULL -> full(given);
                    case USAGE_ONLY -> codec.encode(given.usageOnly());
                };
        };
    }

    private Encoded full(AnswerGiven given) {
        Encoded encoded = codec.encode(given);
        return encoded.value().length > LONGEST_EVENT ? codec.encode(given.usageOnly()) : encoded;
    }

    private void run() {
        try {
            while (true) {
                Encoded next = queue.take();
                if (failing) {
                    TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
                }
                publish(next);
            }
        } catch (InterruptedException stopped) {
            LOG.debug("No more answers are written down");
        }
    }

    private void publish(Encoded encoded) {
        Map<String, byte[]> headers = encoded.headers().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, header -> header.getValue().getBytes(StandardCharsets.UTF_8)));
        var unused = publisher
                .publishRecord(Topic.ANSWERS, encoded.key(), headers, encoded.value())
                .whenComplete((done, failure) -> {
                    if (failure == null) {
                        recorded(encoded);
                    } else {
                        failed(encoded, failure);
                    }
                });
    }

    private void recorded(Encoded encoded) {
        pending.addAndGet(-encoded.value().length);
        worked = true;
        if (failing) {
            failing = false;
            LOG.info("Answers are written down again; {} were not since the start", (long) unrecorded.count());
        }
    }

    /** It is tried again as long as it would be looked for. */
    private void failed(Encoded encoded, Throwable failure) {
        if (AnswerId.time(UUID.fromString(encoded.key()))
                .plus(AnswerLog.LONGEST_ANSWER.dividedBy(2))
                .isAfter(clock.instant())) {
            queue.add(encoded);
            fails(String.valueOf(failure.getMessage()));
        } else {
            pending.addAndGet(-encoded.value().length);
            lost(String.valueOf(failure.getMessage()));
        }
    }

    private void lost(String cause) {
        unrecorded.increment();
        fails(cause);
    }

    private void fails(String cause) {
        if (!failing) {
            failing = true;
            LOG.warn("Answers are given and not written down: {}", cause);
        }
    }

    /** Waits a little for what was answered last. */
    @Override
    public void close() {
        Duration patience = worked && !failing ? LAST_WORDS : LAST_WORDS_TO_NOBODY;
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (pending.get() > 0 && System.nanoTime() < end) {
                TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }
}
