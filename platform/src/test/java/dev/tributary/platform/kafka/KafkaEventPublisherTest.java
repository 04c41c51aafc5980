package dev.tributary.platform.kafka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.broker.EmbeddedBroker;
import dev.tributary.events.EventCodec;
import dev.tributary.events.OutageException;
import dev.tributary.events.Topic;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;

class KafkaEventPublisherTest {

    private static final int LARGEST = 1000;

    @Test
    void aBrokerThatIsAwayIsAnOutage() throws Exception {
        assertThatThrownBy(() -> publish("127.0.0.1:9", new byte[1]))
                .isInstanceOf(OutageException.class)
                .hasMessageContaining(Topic.DEAD.topicName());
    }

    @Test
    void aRecordThatIsTooLargeIsNoOutage(@TempDir Path directory) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory);
                Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(Topic.DEAD.topicName(), 1, (short) 1)))
                    .all()
                    .get();

            publish(broker.bootstrapServers(), new byte[LARGEST / 2]);
            assertThatThrownBy(() -> publish(broker.bootstrapServers(), new byte[LARGEST + 1]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(Topic.DEAD.topicName());
        }
    }

    private static void publish(String bootstrapServers, byte[] value) throws Exception {
        DefaultKafkaProducerFactory<String, byte[]> producers = new DefaultKafkaProducerFactory<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, 2000,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST),
                new StringSerializer(),
                new ByteArraySerializer());
        try {
            EventPublisher.await(
                    new KafkaEventPublisher(new KafkaTemplate<>(producers), new EventCodec("test", Clock.systemUTC()))
                            .publishRecord(Topic.DEAD, "key", Map.of(), value));
        } finally {
            producers.destroy();
        }
    }
}
