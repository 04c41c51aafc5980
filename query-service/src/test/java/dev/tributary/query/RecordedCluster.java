package dev.tributary.query;

import dev.tributary.broker.EmbeddedBroker;
import dev.tributary.events.Event;
import dev.tributary.events.EventCodec;
import dev.tributary.events.Topic;
import dev.tributary.platform.kafka.EventRecords;
import dev.tributary.platform.kafka.Positions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker, a library, a chat model, and services that share them. Two readers, an admin, and another tenant's admin. */
public final class RecordedCluster implements AutoCloseable {

    public static final String ANN = "ann-0123456789abcdef";
    public static final String BOB = "bob-0123456789abcdef";
    public static final String BOSS = "boss-0123456789abcdef";
    public static final String FOREIGN = "foreign-0123456789abcdef";

    private static final int PARTITIONS = 3;

    private final Library library = new Library();
    private final FakeModelServer model;
    private final EmbeddedBroker broker;
    private final EventCodec codec = new EventCodec("test", Clock.systemUTC());

    public RecordedCluster(Path directory) throws Exception {
        model = new FakeModelServer();
        broker = EmbeddedBroker.start(directory);
        try (Admin admin = Admin.create(connection())) {
            admin.createTopics(List.of(Topic.MODELS, Topic.ANSWERS, Topic.FEEDBACK).stream()
                            .map(topic -> new NewTopic(
                                            topic.topicName(), Optional.of(PARTITIONS), Optional.of((short) 1))
                                    .configs(topic.settings(Duration.ofHours(1))))
                            .toList())
                    .all()
                    .get();
        }
    }

    private Map<String, Object> connection() {
        return Map.of("bootstrap.servers", broker.bootstrapServers(), "fetch.max.wait.ms", 10);
    }

    public Library library() {
        return library;
    }

    public FakeModelServer model() {
        return model;
    }

    /** @param properties beside keys, broker and chat model */
    public QueryService start(String... properties) {
        List<String> all = new ArrayList<>(Arrays.asList(properties));
        all.add("tributary.kafka.bootstrap-servers=" + broker.bootstrapServers());
        all.add("tributary.chat.base-url=" + model.address());
        all.add("tributary.chat.model=fake-model");
        all.add("tributary.chat.output-price=10");
        all.add("tributary.limits.start-timeout=20s");
        key(all, "ann", ANN, Library.TENANT, "reader");
        key(all, "bob", BOB, Library.TENANT, "reader");
        key(all, "boss", BOSS, Library.TENANT, "admin");
        key(all, "foreign", FOREIGN, "globex", "admin");
        return QueryService.start(library.index(), library.embedder(), all.toArray(String[]::new));
    }

    private static void key(List<String> properties, String name, String secret, String tenant, String role) {
        String key = "tributary.security.keys." + name + ".";
        properties.add(key + "secret=" + secret);
        properties.add(key + "tenant=" + tenant);
        properties.add(key + "role=" + role);
        properties.add(key + "principals=user:" + name);
    }

    public void publish(Topic topic, Event event) throws Exception {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(connection(), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(EventRecords.of(topic, event, codec)).get();
        }
    }

    /** All that the topic holds now. */
    public List<Event> events(Topic topic) {
        List<Event> events = new ArrayList<>();
        try (Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(connection(), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.topicName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (!Positions.reached(consumer, ends)) {
                consumer.poll(Duration.ofMillis(20)).forEach(record -> events.add(event(record)));
            }
        }
        return events;
    }

    private static Event event(ConsumerRecord<String, byte[]> record) {
        String type = EventCodec.headerText(
                record.headers().lastHeader(EventCodec.TYPE_HEADER).value());
        return EventCodec.decode(type, record.value()).orElseThrow();
    }

    @Override
    public void close() {
        broker.close();
        model.close();
        library.close();
    }
}
