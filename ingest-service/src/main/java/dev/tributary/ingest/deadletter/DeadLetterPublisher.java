package dev.tributary.ingest.deadletter;

import dev.tributary.events.DocumentEvent;
import dev.tributary.events.Event;
import dev.tributary.events.EventCodec;
import dev.tributary.events.OutageException;
import dev.tributary.events.Topic;
import dev.tributary.ingest.catalog.DeadLetter.Dropped;
import dev.tributary.platform.kafka.EventRecords;
import dev.tributary.platform.kafka.KafkaConnectionProperties;
import dev.tributary.platform.stage.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Publishes events again and drops their dead letters, both or neither: a stage that fails on the event once more lays it
 * aside after the old dead letter is gone, never before.
 */
final class DeadLetterPublisher {

    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final Map<String, Object> settings;
    private final EventCodec codec;

    DeadLetterPublisher(KafkaConnectionProperties kafka, String instance, EventCodec codec) {
        this.codec = codec;
        this.settings = kafka.clientSettings();
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "tributary-replay-" + instance);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 30_000);
    }

    /** An event and the topic that it goes to. */
    record Again(Topic topic, DocumentEvent event) {}

    /** For one caller at a time: a second one would end the first one's transaction. */
    Session open() {
        Producer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
            return new Session(producer);
        } catch (KafkaException failure) {
            producer.close(CLOSE);
            throw outage(failure);
        }
    }

    /** A row of transactions. */
    final class Session implements AutoCloseable {

        private final Producer<String, byte[]> producer;

        private Session(Producer<String, byte[]> producer) {
            this.producer = producer;
        }

        /** @throws OutageException if Kafka did not take it, or may not have; asking again does no harm */
        void publish(List<Again> events, List<Dropped> dropped) {
            try {
                producer.beginTransaction();
                for (Again again : events) {
                    // What fails here makes the commit fail.
                    var unused = producer.send(EventRecords.of(again.topic(), (Event) again.event(), codec));
                }
                for (Dropped letter : dropped) {
                    var unused = producer.send(tombstone(letter));
                }
                producer.commitTransaction();
            } catch (KafkaException failure) {
                throw outage(failure);
            }
        }

        @Override
        public void close() {
            producer.close(CLOSE);
        }
    }

    private static ProducerRecord<String, byte[]> tombstone(Dropped letter) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(Topic.DEAD.topicName(), letter.key(), null);
        record.headers()
                .add(DeadLetterHeaders.VERSION, bytes(letter.version()))
                .add(DeadLetterHeaders.ATTEMPT, bytes(letter.attempt()));
        return record;
    }

    private static byte[] bytes(long number) {
        return Long.toString(number).getBytes(StandardCharsets.UTF_8);
    }

    private static OutageException outage(KafkaException failure) {
        return new OutageException("Kafka did not take what became of dead letters: " + failure, failure);
    }
}
