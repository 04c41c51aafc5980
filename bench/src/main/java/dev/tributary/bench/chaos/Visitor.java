package dev.tributary.bench.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A consumer that joins a group, takes what it is given, does nothing with it, and leaves, again and again. */
final class Visitor {

    private static final Duration POLL = Duration.ofMillis(100);

    private final String bootstrapServers;
    private final String group;
    private final List<String> topics;
    private final Duration pace;
    private final int number;
    private final int visitors;
    private int joins;
    private int assignments;

    /**
     * @param pace between a join or leave of one visitor of the group and that of the next
     * @param number of this visitor, from 0
     * @param visitors how many the group has
     */
    Visitor(String bootstrapServers, String group, List<String> topics, Duration pace, int number, int visitors) {
        this.bootstrapServers = bootstrapServers;
        this.group = group;
        this.topics = List.copyOf(topics);
        this.pace = pace;
        this.number = number;
        this.visitors = visitors;
    }

    String group() {
        return group;
    }

    int joins() {
        return joins;
    }

    int assignments() {
        return assignments;
    }

    /** Stays as long as it is away, so that in all somebody joins or leaves at every pace. */
    void visit(Instant start, Duration whole) throws InterruptedException {
        Duration stay = pace.multipliedBy(visitors);
        Instant end = start.plus(whole);
        Instant next = start.plus(pace.multipliedBy(number));
        while (next.isBefore(end)) {
            TimeUnit.MILLISECONDS.sleep(
                    Math.max(0, Duration.between(Instant.now(), next).toMillis()));
            stayUntil(next.plus(stay));
            next = next.plus(stay.multipliedBy(2));
        }
    }

    private void stayUntil(Instant end) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.GROUP_ID_CONFIG,
                group,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(topics, new Counting());
            while (Instant.now().isBefore(end)) {
                var unused = consumer.poll(POLL);
            }
        }
        joins++;
    }

    private final class Counting implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            assignments += partitions.isEmpty() ? 0 : 1;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}
    }
}
