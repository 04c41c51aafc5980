package dev.tributary.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.events.Topic;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicDriftTest {

    @Test
    void aListInAnotherOrderIsTheSame() {
        assertThat(drift(Map.of("cleanup.policy", "compact,delete"), Map.of("cleanup.policy", "delete,compact")))
                .isEmpty();
    }

    @Test
    void whatDropsHeldDocumentsIsToldApartFromTheRest() {
        assertThat(drift(
                        Map.of("cleanup.policy", "compact", "min.insync.replicas", "2"),
                        Map.of("cleanup.policy", "delete", "min.insync.replicas", "1")))
                .extracting(TopicDrift::setting, TopicDrift::losesData)
                .containsExactlyInAnyOrder(tuple("cleanup.policy", true), tuple("min.insync.replicas", false));
    }

    @Test
    void aDriftSaysHowToMendIt() {
        assertThat(drift(Map.of("min.insync.replicas", "2"), Map.of())
                        .getFirst()
                        .cure())
                .contains("kafka-configs.sh", Topic.CAPTURED.topicName(), "min.insync.replicas=[2]");
    }

    private static List<TopicDrift> drift(Map<String, String> declared, Map<String, String> found) {
        return TopicDrift.between(Topic.CAPTURED, declared, found);
    }
}
