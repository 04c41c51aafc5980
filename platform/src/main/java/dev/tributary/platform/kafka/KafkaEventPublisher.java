package dev.tributary.platform.kafka;

import dev.tributary.events.Event;
import dev.tributary.events.EventCodec;
import dev.tributary.events.OutageException;
import dev.tributary.events.Topic;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.core.KafkaTemplate;

/** Publishes outside of transactions, with acknowledgement by all replicas. */
final class KafkaEventPublisher implements EventPublisher, AutoCloseable {

    private final DefaultKafkaProducerFactory<String, byte[]> producers;
    private final KafkaOperations<String, byte[]> kafka;
    private final EventCodec codec;

    KafkaEventPublisher(DefaultKafkaProducerFactory<String, byte[]> producers, EventCodec codec) {
        this.producers = producers;
        this.kafka = new KafkaTemplate<>(producers);
        this.codec = codec;
    }

    /** What is under way is sent before, as far as Kafka takes it within the close timeout of the producers. */
    @Override
    public void close() {
        producers.destroy();
    }

    @Override
    public CompletableFuture<Void> publish(Topic topic, Event event) {
        return send(EventRecords.of(topic, event, codec));
    }

    @Override
    public CompletableFuture<Void> publishRecord(Topic topic, String key, Map<String, byte[]> headers, byte[] value) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic.topicName(), key, value);
        headers.forEach((name, bytes) -> record.headers().add(name, bytes));
        return send(record);
    }

    private CompletableFuture<Void> send(ProducerRecord<String, byte[]> record) {
        try {
            return kafka.send(record).handle((sent, failure) -> {
                if (failure != null) {
                    throw new CompletionException(translated(record, failure));
                }
                return null;
            });
        } catch (KafkaException atOnce) {
            return CompletableFuture.failedFuture(translated(record, atOnce));
        }
    }

    private static RuntimeException translated(ProducerRecord<String, byte[]> record, Throwable failure) {
        String said = "Kafka did not take an event for " + record.topic() + ": " + failure.getMessage();
        return failure.getCause() instanceof RecordTooLargeException
                ? new IllegalArgumentException(said, failure)
                : new OutageException(said, failure);
    }
}
