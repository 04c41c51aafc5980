package dev.tributary.platform.kafka;

import static dev.tributary.platform.kafka.TestKafka.connection;
import static dev.tributary.platform.kafka.TestKafka.makeTopic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.broker.EmbeddedBroker;
import dev.tributary.events.EventCodec;
import dev.tributary.events.OutageException;
import dev.tributary.events.Topic;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;

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
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            makeTopic(Topic.DEAD, connection(broker.bootstrapServers()));
            publish(broker.bootstrapServers(), new byte[LARGEST / 2]);
            assertThatThrownBy(() -> publish(broker.bootstrapServers(), new byte[LARGEST + 1]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(Topic.DEAD.topicName());
        }
    }

    @Test
    void whatIsUnderWayIsSentBeforeTheEnd(@TempDir Path directory) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            makeTopic(Topic.DEAD, connection(broker.bootstrapServers()));
            KafkaEventPublisher publisher =
                    publisher(Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 60_000));
            CompletableFuture<Void> underWay = publisher.publishRecord(Topic.DEAD, "key", Map.of(), new byte[1]);
            assertThat(underWay).isNotDone();
            publisher.close();
            assertThat(underWay).isCompleted();
        }
    }

    @Test
    void theServiceEndsItsPublisher(@TempDir Path directory) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            makeTopic(Topic.DEAD, connection(broker.bootstrapServers()));
            Set<Thread> before = senders();
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(PublishingAutoConfiguration.class))
                    .withPropertyValues("tributary.kafka.bootstrap-servers=" + broker.bootstrapServers())
                    .run(context -> {
                        EventPublisher.await(context.getBean(EventPublisher.class)
                                .publishRecord(Topic.DEAD, "key", Map.of(), new byte[1]));
                        assertThat(senders()).isNotEqualTo(before);
                    });
            assertThat(senders()).isEqualTo(before);
        }
    }

    private static Set<Thread> senders() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("kafka-producer-network-thread"))
                .collect(Collectors.toSet());
    }

    private static void publish(String bootstrapServers, byte[] value) throws Exception {
        try (KafkaEventPublisher publisher = publisher(
                Map.of("bootstrap.servers", bootstrapServers, "max.block.ms", 2000, "max.request.size", LARGEST))) {
            EventPublisher.await(publisher.publishRecord(Topic.DEAD, "key", Map.of(), value));
        }
    }

    private static KafkaEventPublisher publisher(Map<String, Object> settings) {
        return new KafkaEventPublisher(
                new DefaultKafkaProducerFactory<>(settings, new StringSerializer(), new ByteArraySerializer()),
                new EventCodec("test", Clock.systemUTC()));
    }
}
