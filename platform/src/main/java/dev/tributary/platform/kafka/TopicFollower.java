package dev.tributary.platform.kafka;

import dev.tributary.events.Event;
import dev.tributary.events.EventCodec;
import dev.tributary.events.MalformedEventException;
import dev.tributary.events.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/**
 * Reads a compacted topic from its start, all of it in every process, and goes on as it grows. Events of one key come in
 * their order, and may come again. Kafka may be missing, also at the start: what was read stays, and the rest is read later.
 */
public final class TopicFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(200);

    /** For how long the broker may keep a fetch that finds nothing; a record ends it at once. */
    private static final Duration FETCH = Duration.ofSeconds(1);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration SLOWEST_RETRY = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final long LOOK_EVERY_NANOS = Duration.ofSeconds(5).toNanos();

    private final Topic topic;
    private final Map<String, Object> settings;
    private final java.util.function.Consumer<Event> events;
    private final Runnable current;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private final @Nullable Instant since;
    private final Map<TopicPartition, Long> reached = new HashMap<>();
    private volatile boolean connected;
    private volatile @Nullable Consumer<?, ?> following;

    /** @param events hears of each event, on one thread; what it throws is logged, and the next event comes */
    public TopicFollower(Topic topic, KafkaConnectionProperties kafka, java.util.function.Consumer<Event> events) {
        this(topic, null, kafka, events, () -> {});
    }

    /**
     * @param events hears of each event, on one thread; what it throws is logged, and the next event comes
     * @param current runs on the same thread, several times a second, whenever all was heard that the topic held when it
     *     was connected to; for the first time before {@link #caughtUp}
     */
    public TopicFollower(
            Topic topic, KafkaConnectionProperties kafka, java.util.function.Consumer<Event> events, Runnable current) {
        this(topic, null, kafka, events, current);
    }

    /** One that reads what was said since a time, each event once, however often Kafka goes away. */
    public TopicFollower(
            Topic topic, Instant since, KafkaConnectionProperties kafka, java.util.function.Consumer<Event> events) {
        this(topic, since, kafka, events, () -> {});
    }

    private TopicFollower(
            Topic topic,
            @Nullable Instant since,
            KafkaConnectionProperties kafka,
            java.util.function.Consumer<Event> events,
            Runnable current) {
        this.topic = topic;
        this.since = since;
        this.events = events;
        this.current = current;
        this.settings = kafka.clientSettings();
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(ANSWER.toMillis()));
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(ANSWER.toMillis()));
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Math.toIntExact(FETCH.toMillis()));
        this.thread =
                Thread.ofPlatform().daemon().name("follow-" + topic.topicName()).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Whether all that the topic held at the start has been read. */
    public boolean caughtUp() {
        return caughtUp.getCount() == 0;
    }

    /** Whether Kafka answered when it was last asked, at most some seconds ago. */
    public boolean connected() {
        return connected;
    }

    /** @return whether it caught up in time */
    public boolean awaitCaughtUp(Duration wait) throws InterruptedException {
        return caughtUp.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run() {
        Duration retry = FIRST_RETRY;
        boolean going = true;
        while (going) {
            try {
                follow();
            } catch (WakeupException closing) {
                // the loop ends
            } catch (KafkaException outage) {
                LOG.warn(
                        "{} cannot be read from Kafka now; tried again: {}",
                        topic.topicName(),
                        NestedExceptionUtils.getMostSpecificCause(outage).toString());
            } catch (RuntimeException unexpected) {
                LOG.error("Following {} failed; tried again", topic.topicName(), unexpected);
            }
            retry = connected ? FIRST_RETRY : min(retry.multipliedBy(2), SLOWEST_RETRY);
            connected = false;
            going = !stopped(retry);
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private boolean stopped(Duration wait) {
        try {
            return stop.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            return true;
        }
    }

    private void follow() {
        try (Consumer<String, byte[]> consumer = new StandaloneConsumer(settings)) {
            following = consumer;
            List<TopicPartition> partitions = consumer.partitionsFor(topic.topicName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                LOG.info("Kafka has no topic {} yet", topic.topicName());
                return;
            }
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            seek(consumer, ends);
            connected = true;
            long looked = System.nanoTime();
            while (stop.getCount() > 0) {
                consumer.poll(POLL).forEach(this::hear);
                partitions.forEach(partition -> reached.put(partition, consumer.position(partition)));
                if (Positions.reached(consumer, ends)) {
                    current.run();
                    caughtUp.countDown();
                }
                if (System.nanoTime() - looked > LOOK_EVERY_NANOS) {
                    // A poll says nothing of a broker that is gone; this throws.
                    consumer.endOffsets(partitions);
                    looked = System.nanoTime();
                }
            }
        }
    }

    /** @param ends taken before, so that nothing is missed that comes meanwhile */
    private void seek(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        if (since == null) {
            consumer.seekToBeginning(ends.keySet());
            return;
        }
        Map<TopicPartition, Long> times = new HashMap<>();
        ends.keySet().forEach(partition -> times.put(partition, since.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> first = consumer.offsetsForTimes(times);
        ends.forEach((partition, end) -> {
            OffsetAndTimestamp found = first.get(partition);
            consumer.seek(partition, reached.getOrDefault(partition, found == null ? end : found.offset()));
        });
    }

    private void hear(ConsumerRecord<String, byte[]> record) {
        Header type = record.headers().lastHeader(EventCodec.TYPE_HEADER);
        if (record.value() == null) {
            return;
        }
        try {
            EventCodec.decode(type == null ? null : EventCodec.headerText(type.value()), record.value())
                    .ifPresent(events);
        } catch (MalformedEventException malformed) {
            LOG.error(
                    "Skipped {}-{}@{}: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    malformed.getMessage());
        } catch (RuntimeException unexpected) {
            LOG.error("Skipped {}-{}@{}", record.topic(), record.partition(), record.offset(), unexpected);
        }
    }

    @Override
    public void close() {
        stop.countDown();
        Consumer<?, ?> polling = following;
        if (polling != null) {
            polling.wakeup();
        }
        try {
            if (thread.isAlive()) {
                thread.join(Duration.ofSeconds(10));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
