package dev.tributary.ingest.erasure;

import dev.tributary.events.OutageException;
import dev.tributary.events.Topic;
import dev.tributary.platform.kafka.KafkaConnectionProperties;
import dev.tributary.platform.kafka.Positions;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The topics that speak of documents, from their beginnings to their ends, what was never committed included. */
final class WholeLog {

    private static final Duration POLL = Duration.ofMillis(200);

    /** Nothing is ever said under this key. */
    private static final String NOBODY = "nobody";

    private final KafkaConnectionProperties kafka;

    WholeLog(KafkaConnectionProperties kafka) {
        this.kafka = kafka;
    }

    /** Shows each of them every record. */
    void show(Collection<LogRemains> remains) {
        Map<String, Object> settings = kafka.clientSettings();
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        try (Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            Map<TopicPartition, Topic> partitions = new HashMap<>();
            for (Topic topic : ErasureReceipt.TOPICS) {
                consumer.partitionsFor(topic.topicName())
                        .forEach(info -> partitions.put(new TopicPartition(info.topic(), info.partition()), topic));
            }
            consumer.assign(partitions.keySet());
            consumer.seekToBeginning(partitions.keySet());
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions.keySet());
            while (!Positions.reached(consumer, ends)) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    Topic topic = partitions.get(new TopicPartition(record.topic(), record.partition()));
                    if (topic != null) {
                        remains.forEach(one -> one.look(topic, record));
                    }
                }
            }
        } catch (KafkaException failure) {
            throw new OutageException(
                    "The log cannot be read for what is left of erased documents: " + failure, failure);
        }
    }

    /**
     * Appends a record without meaning to each partition: only then does a broker look whether the file that it appends
     * to is old enough to be closed, and only closed ones are compacted.
     */
    void turnPages(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        Map<String, Object> settings = kafka.clientSettings();
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        try (Producer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (TopicPartition partition : List.copyOf(partitions)) {
                // What gets lost is sent again with the next look.
                var unused =
                        producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), NOBODY, null));
            }
        } catch (KafkaException failure) {
            throw new OutageException("Kafka took no records to close its files with: " + failure, failure);
        }
    }
}
