package dev.tributary.local;

import dev.tributary.broker.EmbeddedBroker;
import dev.tributary.events.Topic;
import dev.tributary.platform.kafka.Positions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** How often the log of a stopped local process speaks of each document. */
record LogOfDocuments(Map<Topic, Map<String, Integer>> byTopic) {

    private static final List<Topic> TOPICS =
            List.of(Topic.CAPTURED, Topic.CAPTURED_BULK, Topic.PARSED, Topic.PARSED_BULK, Topic.INDEXED);

    /** @param data the data directory, which nobody uses */
    static LogOfDocuments read(Path data) {
        Map<Topic, Map<String, Integer>> byTopic = new EnumMap<>(Topic.class);
        try (EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("kafka"));
                KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            for (Topic topic : TOPICS) {
                Map<String, Integer> times = byTopic.computeIfAbsent(topic.express(), unknown -> new HashMap<>());
                for (String key : keys(consumer, topic)) {
                    times.merge(key, 1, Integer::sum);
                }
            }
        }
        return new LogOfDocuments(byTopic);
    }

    /** By the key of the document's events, those of the bulk topic included. */
    Map<String, Integer> times(Topic topic) {
        return byTopic.getOrDefault(topic, Map.of());
    }

    private static List<String> keys(KafkaConsumer<String, byte[]> consumer, Topic topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.topicName()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Stream.Builder<String> keys = Stream.builder();
        while (!Positions.reached(consumer, ends)) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                keys.add(record.key());
            }
        }
        return keys.build().toList();
    }
}
