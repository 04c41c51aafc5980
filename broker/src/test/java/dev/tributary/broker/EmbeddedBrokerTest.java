package dev.tributary.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

    @Test
    void keepsItsTopicsOverARestart(@TempDir Path directory) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory);
                Admin admin = admin(broker)) {
            admin.createTopics(List.of(new NewTopic("river", Optional.of(3), Optional.empty())))
                    .all()
                    .get();
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory);
                Admin admin = admin(broker)) {
            assertThat(admin.listTopics().names().get()).contains("river");
        }
    }

    /** As when its disk is full. */
    @Test
    void startsAgainWhereKafkaWouldEndTheProcess(@TempDir Path directory) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory);
                Admin admin = admin(broker);
                Socket connection = connect(broker)) {
            admin.createTopics(List.of(new NewTopic("river", Optional.of(3), Optional.empty())))
                    .all()
                    .get();

            assertThatThrownBy(() -> Exit.halt(1)).isInstanceOf(IllegalStateException.class);

            assertThat(connection.getInputStream().read()).isEqualTo(-1);
            await().atMost(Duration.ofMinutes(1))
                    .ignoreExceptions()
                    .untilAsserted(
                            () -> assertThat(admin.listTopics().names().get()).contains("river"));
        }
    }

    private static Socket connect(EmbeddedBroker broker) throws IOException {
        String port = broker.bootstrapServers().split(":", 2)[1];
        return new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
    }

    @Test
    void refusesADirectoryOfANewerKafka(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("kafka.version"), "99.0.0\n");
        assertThatThrownBy(() -> EmbeddedBroker.start(directory))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("99.0.0");
    }

    private static Admin admin(EmbeddedBroker broker) {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }
}
