package dev.tributary.embed.generation;

import dev.tributary.events.OutageException;
import dev.tributary.platform.kafka.KafkaConnectionProperties;
import dev.tributary.platform.kafka.StandaloneConsumer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells records that are still to be read from offsets that nobody will ever read: marks of transactions, what was
 * aborted, and what Kafka has compacted away. A group that has read everything may stand before such offsets for good.
 */
final class UnreadRecords implements AutoCloseable {

    /** Somebody who is further behind has records to read. */
    private static final long FEW = 100;

    /** For a fetch that finds nothing: the next partition's waits behind it. */
    private static final Duration SHORT_WAIT = Duration.ofMillis(10);

    private static final Duration WAIT = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Consumer<String, byte[]> consumer;
    private final Map<TopicPartition, Gap> gaps = new HashMap<>();

    /** From one offset to another there is no record. */
    private record Gap(long from, long to) {}

    UnreadRecords(KafkaConnectionProperties kafka) {
        Map<String, Object> settings = kafka.clientSettings();
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Math.toIntExact(SHORT_WAIT.toMillis()));
        consumer = new StandaloneConsumer(settings);
    }

    /**
     * The first record between two offsets.
     *
     * @return its offset, or an earlier one in doubt; the end if there is none
     * @throws OutageException if Kafka does not answer
     */
    synchronized long first(TopicPartition partition, long from, long end) {
        if (end - from <= 0 || end - from > FEW) {
            return from;
        }
        Gap known = gaps.get(partition);
        long begin = known != null && known.from() == from ? Math.min(known.to(), end) : from;
        long first = begin == end ? end : Math.min(end, seek(partition, begin, end));
        gaps.put(partition, new Gap(from, first));
        return first;
    }

    private long seek(TopicPartition partition, long from, long end) {
        try {
            consumer.assign(List.of(partition));
            consumer.seek(partition, from);
            long start = System.nanoTime();
            while (consumer.position(partition) < end && System.nanoTime() - start < PATIENCE.toNanos()) {
                ConsumerRecords<String, byte[]> records = consumer.poll(WAIT);
                for (ConsumerRecord<String, byte[]> record : records) {
                    return record.offset();
                }
            }
            return consumer.position(partition);
        } catch (KafkaException failure) {
            throw new OutageException("Kafka did not say what is to be read: " + failure.getMessage(), failure);
        }
    }

    @Override
    public synchronized void close() {
        consumer.close();
    }
}
