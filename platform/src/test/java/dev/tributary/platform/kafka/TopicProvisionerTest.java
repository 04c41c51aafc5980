package dev.tributary.platform.kafka;

import static dev.tributary.platform.kafka.TestKafka.connection;
import static dev.tributary.platform.kafka.TestKafka.makeTopic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.broker.EmbeddedBroker;
import dev.tributary.events.Topic;
import dev.tributary.platform.start.ConfigurationException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicProvisionerTest {

    private static final List<String> TOPICS =
            Arrays.stream(Topic.values()).map(Topic::topicName).toList();

    @Test
    void whatTheClusterLacksIsMadeAndWhatItHasIsLeft(@TempDir Path directory) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            KafkaConnectionProperties kafka = connection(broker.bootstrapServers(), Map.of("partitions", "5"));
            makeTopic(Topic.ANSWERS, kafka);

            new TopicProvisioner(kafka).afterPropertiesSet();
            new TopicProvisioner(kafka).afterPropertiesSet();

            try (Admin admin = Admin.create(kafka.clientSettings())) {
                assertThat(admin.describeTopics(TOPICS).allTopicNames().get().values())
                        .extracting(
                                TopicDescription::name,
                                topic -> topic.partitions().size())
                        .containsExactlyInAnyOrderElementsOf(TOPICS.stream()
                                .map(name -> tuple(name, name.equals(Topic.ANSWERS.topicName()) ? 3 : 5))
                                .toList());
            }
        }
    }

    @Test
    void aTopicThatDropsHeldDocumentsStopsTheStart(@TempDir Path directory) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            KafkaConnectionProperties kafka = connection(broker.bootstrapServers());
            makeTopic(Topic.CAPTURED, kafka);

            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> new TopicProvisioner(kafka).afterPropertiesSet())
                    .withMessageContainingAll("docs.captured.v1", "cleanup.policy", "kafka-configs.sh --alter");
        }
    }

    @Test
    void moreReplicasThanBrokersAreNotTakenForASilentCluster(@TempDir Path directory) {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            KafkaConnectionProperties kafka = connection(broker.bootstrapServers(), Map.of("replicas", "3"));

            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> new TopicProvisioner(kafka).afterPropertiesSet())
                    .satisfies(failure -> assertThat(failure.property()).isEqualTo("tributary.kafka.replicas"))
                    .withMessageContainingAll("3", "at most as many as the cluster has brokers");
        }
    }

    @Test
    void whoDoesNotAnswerIsNamed() {
        String address = "127.0.0.1:1";

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() ->
                        new TopicProvisioner(connection(address, Map.of("start-timeout", "1s"))).afterPropertiesSet())
                .satisfies(failure -> assertThat(failure.property()).isEqualTo("tributary.kafka.bootstrap-servers"))
                .withMessageContainingAll(address, "none did within 1 s");
    }
}
