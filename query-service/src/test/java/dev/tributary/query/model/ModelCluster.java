package dev.tributary.query.model;

import dev.tributary.broker.EmbeddedBroker;
import dev.tributary.events.Topic;
import dev.tributary.query.Library;
import dev.tributary.query.QueryService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** A broker and query services that share it, over one library. */
final class ModelCluster implements AutoCloseable {

    static final Map<String, Object> QUESTION = Map.of("question", "How many days of annual leave do I get?");

    private final Library library = new Library();
    private final EmbeddedBroker broker;
    private final List<QueryService> replicas = new ArrayList<>();

    ModelCluster(Path directory, int size, String... properties) throws Exception {
        library.add("Leave", "# Annual leave\nEveryone gets 28 days of annual leave a year.");
        broker = EmbeddedBroker.start(directory);
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {
            NewTopic topic = new NewTopic(Topic.MODELS.topicName(), Optional.of(3), Optional.of((short) 1))
                    .configs(Topic.MODELS.settings(Duration.ofHours(1)));
            admin.createTopics(List.of(topic)).all().get();
        }
        for (int i = 0; i < size; i++) {
            replicas.add(start(properties));
        }
    }

    /** One more replica, which the cluster does not stop. */
    QueryService start(String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("tributary.kafka.bootstrap-servers=" + broker.bootstrapServers());
        return QueryService.start(library.index(), library.embedder(), all.toArray(String[]::new));
    }

    QueryService replica(int number) {
        return replicas.get(number);
    }

    @Override
    public void close() {
        replicas.forEach(QueryService::close);
        broker.close();
        library.close();
    }
}
