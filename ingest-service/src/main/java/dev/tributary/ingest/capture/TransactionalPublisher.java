package dev.tributary.ingest.capture;

import dev.tributary.events.Event;
import dev.tributary.events.EventCodec;
import dev.tributary.events.OutageException;
import dev.tributary.platform.kafka.EventRecords;
import dev.tributary.platform.kafka.KafkaConnectionProperties;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes groups of events, each as a whole or not at all. Kafka refuses what a process says that was succeeded by
 * another of its name. Used by one thread.
 */
final class TransactionalPublisher implements GroupPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(TransactionalPublisher.class);

    private final Map<String, Object> settings;
    private final EventCodec codec;
    private @Nullable Producer<String, byte[]> producer;

    TransactionalPublisher(KafkaConnectionProperties kafka, String instance, EventCodec codec) {
        this.codec = codec;
        this.settings = kafka.clientSettings();
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "tributary-capture-" + instance);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 30_000);
    }

    @Override
    public void settle() {
        attempt(settled -> {});
    }

    @Override
    public void publish(List<Message> messages) {
        attempt(open -> {
            open.beginTransaction();
            for (Message message : messages) {
                // What fails here makes the commit fail.
                var unused = open.send(record(message));
            }
            open.commitTransaction();
        });
    }

    private ProducerRecord<String, byte[]> record(Message message) {
        Event event = message.event();
        return event == null
                ? new ProducerRecord<>(message.topic().topicName(), message.key(), null)
                : EventRecords.of(message.topic(), event, codec);
    }

    private void attempt(Consumer<Producer<String, byte[]>> work) {
        try {
            work.accept(open());
        } catch (ProducerFencedException | InvalidProducerEpochException fenced) {
            discard();
            throw new OutageException(
                    "Kafka no longer takes events from this process. Either it was suspended for a while, or a second one"
                            + " runs under the same tributary.ingest.instance; then stop one of them.",
                    fenced);
        } catch (KafkaException failure) {
            discard();
            throw new OutageException("Kafka did not take what was captured: " + failure, failure);
        }
    }

    @Override
    public void close() {
        discard();
    }

    private Producer<String, byte[]> open() {
        Producer<String, byte[]> open = producer;
        if (open == null) {
            open = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
            producer = open;
            open.initTransactions();
        }
        return open;
    }

    /** The next producer of the name ends the transaction that this one may have left open. */
    private void discard() {
        Producer<String, byte[]> open = producer;
        producer = null;
        if (open != null) {
            try {
                open.close(Duration.ZERO);
            } catch (KafkaException failure) {
                LOG.debug("Closing a producer that failed: {}", failure.toString());
            }
        }
    }
}
