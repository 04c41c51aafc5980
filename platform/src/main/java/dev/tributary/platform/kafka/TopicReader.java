package dev.tributary.platform.kafka;

import dev.tributary.events.Event;
import dev.tributary.events.EventCodec;
import dev.tributary.events.MalformedEventException;
import dev.tributary.events.OutageException;
import dev.tributary.events.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what a topic holds now, from a time on. For one thread, and for one purpose: it keeps a connection until it is
 * closed. All methods throw {@link OutageException} if Kafka does not answer.
 */
public final class TopicReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
    private static final Duration POLL = Duration.ofMillis(200);

    /** For a fetch that finds nothing: the next partition's waits behind it. */
    private static final Duration SHORT_WAIT = Duration.ofMillis(10);

    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(20);

    private final Topic topic;
    private final Consumer<String, byte[]> consumer;

    public TopicReader(Topic topic, KafkaConnectionProperties kafka) {
        Map<String, Object> settings = kafka.clientSettings();
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(ANSWER.toMillis()));
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(ANSWER.toMillis()));
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Math.toIntExact(SHORT_WAIT.toMillis()));
        this.topic = topic;
        this.consumer = new StandaloneConsumer(settings);
    }

    /**
     * A record.
     *
     * @param at when it was written
     * @param event empty for a tombstone, and for what is no event that this version knows
     */
    public record Entry(String key, int partition, long offset, Instant at, Optional<Event> event) {}

    /** None if there is no such topic. */
    public List<Integer> partitions() {
        try {
            return consumer.partitionsFor(topic.topicName()).stream()
                    .map(info -> info.partition())
                    .toList();
        } catch (KafkaException failure) {
            throw outage(failure);
        }
    }

    /** The partition that records with this key are in; none if there is no such topic. */
    public List<Integer> partitionOf(String key) {
        int count = partitions().size();
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return count == 0 ? List.of() : List.of(Utils.toPositive(Utils.murmur2(bytes)) % count);
    }

    /**
     * Shows what was written since a time, in each partition in its order, up to what there was when this was called.
     *
     * @param visitor says whether it wants to see more
     */
    public void read(Collection<Integer> partitions, Instant since, Predicate<Entry> visitor) {
        List<TopicPartition> all = partitions.stream()
                .map(partition -> new TopicPartition(topic.topicName(), partition))
                .toList();
        try {
            consumer.assign(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            seek(ends, since);
            long heard = System.nanoTime();
            while (!Positions.reached(consumer, ends)) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    heard = System.nanoTime();
                    if (record.key() != null && !visitor.test(entry(record))) {
                        return;
                    }
                }
                if (System.nanoTime() - heard > LONGEST_SILENCE.toNanos()) {
                    throw new OutageException("Kafka says nothing of " + topic.topicName(), null);
                }
            }
        } catch (KafkaException failure) {
            throw outage(failure);
        }
    }

    private void seek(Map<TopicPartition, Long> ends, Instant since) {
        Map<TopicPartition, Long> times = new HashMap<>();
        ends.keySet().forEach(partition -> times.put(partition, Math.max(0, since.toEpochMilli())));
        Map<TopicPartition, OffsetAndTimestamp> first = consumer.offsetsForTimes(times);
        ends.forEach((partition, end) -> {
            OffsetAndTimestamp found = first.get(partition);
            consumer.seek(partition, found == null ? end : found.offset());
        });
    }

    private static Entry entry(ConsumerRecord<String, byte[]> record) {
        return new Entry(
                record.key(),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                record.value() == null ? Optional.empty() : event(record));
    }

    private static Optional<Event> event(ConsumerRecord<String, byte[]> record) {
        Header type = record.headers().lastHeader(EventCodec.TYPE_HEADER);
        try {
            return EventCodec.decode(type == null ? null : EventCodec.headerText(type.value()), record.value());
        } catch (MalformedEventException malformed) {
            LOG.warn(
                    "Skipped {}-{}@{}: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    malformed.getMessage());
            return Optional.empty();
        }
    }

    private OutageException outage(KafkaException failure) {
        return new OutageException(topic.topicName() + " cannot be read: " + failure.getMessage(), failure);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
