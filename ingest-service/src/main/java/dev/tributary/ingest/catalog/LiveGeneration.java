package dev.tributary.ingest.catalog;

import dev.tributary.events.DocumentIndexed;
import dev.tributary.events.DocumentUnindexed;
import dev.tributary.events.Event;
import dev.tributary.events.EventCodec;
import dev.tributary.events.GenerationEvent.LiveGenerationChosen;
import dev.tributary.events.MalformedEventException;
import dev.tributary.events.Topic;
import dev.tributary.platform.kafka.Positions;
import dev.tributary.platform.kafka.StandaloneConsumer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Which generation of the index answers. What happens in others is no news of a document: it is as searchable as before.
 * As long as none was chosen there is but one, the configured one, and everything counts.
 */
final class LiveGeneration implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<String, byte[]> consumer;
    private @Nullable String chosen;

    /** Reads all that the topic says so far. */
    LiveGeneration(Map<String, Object> settings) {
        consumer = new StandaloneConsumer(settings);
        try {
            List<TopicPartition> partitions = consumer.partitionsFor(Topic.GENERATIONS.topicName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (!Positions.reached(consumer, ends)) {
                read(POLL);
            }
        } catch (RuntimeException failure) {
            consumer.close();
            throw failure;
        }
    }

    /** Takes note of what was said since; its fingerprint, or empty if none was ever chosen. */
    Optional<String> now() {
        read(Duration.ZERO);
        return Optional.ofNullable(chosen);
    }

    /** Whether the event tells of the generation that answers, or of none. */
    boolean counts(Event event) {
        String generation = switch (event) {
            case DocumentIndexed indexed -> indexed.generation();
            case DocumentUnindexed unindexed -> unindexed.generation();
            default -> chosen;
        };
        return chosen == null || chosen.equals(generation);
    }

    private void read(Duration wait) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(wait)) {
            Header type = record.headers().lastHeader(EventCodec.TYPE_HEADER);
            if (type != null && record.value() != null) {
                take(EventCodec.headerText(type.value()), record.value());
            }
        }
    }

    private void take(String type, byte[] value) {
        try {
            EventCodec.decode(type, value).ifPresent(event -> {
                if (event instanceof LiveGenerationChosen choice) {
                    chosen = choice.generation();
                }
            });
        } catch (MalformedEventException skipped) {
            // The processes that search skip it too, and say so.
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
