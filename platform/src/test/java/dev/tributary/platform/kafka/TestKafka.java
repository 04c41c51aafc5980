package dev.tributary.platform.kafka;

import dev.tributary.events.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A connection to a broker, and a topic there. */
final class TestKafka {

    private TestKafka() {}

    static KafkaConnectionProperties connection(String address) {
        return connection(address, Map.of());
    }

    /** @param settings by the name after {@code tributary.kafka.} */
    static KafkaConnectionProperties connection(String address, Map<String, String> settings) {
        Map<String, String> properties = new HashMap<>();
        properties.put("tributary.kafka.bootstrap-servers", address);
        settings.forEach((name, value) -> properties.put("tributary.kafka." + name, value));
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("tributary.kafka", KafkaConnectionProperties.class);
    }

    static void makeTopic(Topic topic, KafkaConnectionProperties kafka) throws Exception {
        try (Admin admin = Admin.create(kafka.clientSettings())) {
            admin.createTopics(List.of(new NewTopic(topic.topicName(), Optional.of(3), Optional.of((short) 1))))
                    .all()
                    .get();
        }
    }
}
