package dev.tributary.platform.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * A consumer of no group: whoever makes it says what it reads, and from where. It sees what was committed, keeps no
 * positions in Kafka, and closes at once, whereas Kafka's own waits until the broker gives up a fetch that finds nothing.
 */
public final class StandaloneConsumer extends KafkaConsumer<String, byte[]> {

    /** @param settings of the connection, and what else is special */
    public StandaloneConsumer(Map<String, Object> settings) {
        super(withOwn(settings), new StringDeserializer(), new ByteArrayDeserializer());
    }

    private static Map<String, Object> withOwn(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return all;
    }

    @Override
    public void close() {
        close(CloseOptions.timeout(Duration.ZERO));
    }
}
