package dev.tributary.platform.kafka;

import static dev.tributary.platform.kafka.TestKafka.connection;
import static dev.tributary.platform.kafka.TestKafka.makeTopic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.broker.EmbeddedBroker;
import dev.tributary.events.Event;
import dev.tributary.events.EventCodec;
import dev.tributary.events.ModelEvent.ModelRemoved;
import dev.tributary.events.Topic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicFollowerTest {

    private final EventCodec codec = new EventCodec("test", Clock.systemUTC());
    private final List<Event> heard = new CopyOnWriteArrayList<>();

    @Test
    void whatWasSaidBeforeAndWhatIsSaidAfterwardsIsHeardOnceKafkaIsThere(@TempDir Path directory) throws Exception {
        int port = freePort();
        KafkaConnectionProperties kafka = connection("127.0.0.1:" + port);
        try (TopicFollower follower = new TopicFollower(Topic.MODELS, kafka, heard::add)) {
            follower.start();
            assertThat(follower.awaitCaughtUp(Duration.ofMillis(100))).isFalse();
            assertThat(follower.connected()).isFalse();
            try (EmbeddedBroker broker = EmbeddedBroker.start(directory, port);
                    KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                            kafka.clientSettings(), new StringSerializer(), new ByteArraySerializer())) {
                assertThat(broker.bootstrapServers()).endsWith(":" + port);
                makeTopic(Topic.MODELS, kafka);
                producer.send(EventRecords.of(Topic.MODELS, removed("early"), codec))
                        .get();
                producer.send(new ProducerRecord<>(Topic.MODELS.topicName(), "broken", new byte[] {1}))
                        .get();

                await().atMost(Duration.ofSeconds(30)).until(() -> follower.caughtUp() && !heard.isEmpty());
                assertThat(heard).extracting(Event::key).containsExactly("early");
                assertThat(follower.connected()).isTrue();

                producer.send(EventRecords.of(Topic.MODELS, removed("late"), codec))
                        .get();
                await().atMost(Duration.ofSeconds(2)).until(() -> heard.size() == 2);
                assertThat(heard).extracting(Event::key).containsExactly("early", "late");
            }
        }
    }

    @Test
    void oneThatNeverStartedIsClosedAllTheSame() {
        TopicFollower follower = new TopicFollower(Topic.MODELS, connection("127.0.0.1:1"), heard::add);

        follower.close();

        assertThat(follower.caughtUp()).isFalse();
    }

    private static ModelRemoved removed(String name) {
        return new ModelRemoved(name, Instant.EPOCH);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
