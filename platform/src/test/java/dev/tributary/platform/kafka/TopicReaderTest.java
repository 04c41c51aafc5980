package dev.tributary.platform.kafka;

import static dev.tributary.platform.kafka.TestKafka.connection;
import static dev.tributary.platform.kafka.TestKafka.makeTopic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.tributary.broker.EmbeddedBroker;
import dev.tributary.events.Event;
import dev.tributary.events.EventCodec;
import dev.tributary.events.ModelEvent.ModelRemoved;
import dev.tributary.events.OutageException;
import dev.tributary.events.Topic;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicReaderTest {

    private static final Instant OLD = Instant.parse("2026-03-13T12:00:00Z");
    private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");

    private final EventCodec codec = new EventCodec("test", Clock.systemUTC());

    @Test
    void whatWasWrittenSinceATimeIsReadAndFollowedOnceOnly(@TempDir Path directory) throws Exception {
        List<String> followed = new CopyOnWriteArrayList<>();
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            KafkaConnectionProperties kafka = connection(broker.bootstrapServers());
            makeTopic(Topic.MODELS, kafka);
            try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                            kafka.clientSettings(), new StringSerializer(), new ByteArraySerializer());
                    TopicReader reader = new TopicReader(Topic.MODELS, kafka);
                    TopicFollower follower =
                            new TopicFollower(Topic.MODELS, NOON, kafka, event -> followed.add(event.key()))) {
                write(producer, "old", OLD);
                write(producer, "noon", NOON);
                write(producer, "later", NOON.plusSeconds(1));
                producer.send(new ProducerRecord<>(Topic.MODELS.topicName(), "noon", null))
                        .get();

                assertThat(keys(reader, reader.partitions(), NOON)).containsExactlyInAnyOrder("noon", "later", "noon");
                assertThat(keys(reader, reader.partitionOf("later"), NOON)).contains("later");
                assertThat(keys(reader, reader.partitions(), NOON.plusSeconds(86_400 * 365 * 99L)))
                        .isEmpty();
                List<String> first = new ArrayList<>();
                reader.read(reader.partitions(), OLD, entry -> {
                    first.add(entry.key());
                    return false;
                });
                assertThat(first).hasSize(1);

                follower.start();
                assertThat(follower.awaitCaughtUp(Duration.ofSeconds(20))).isTrue();
                write(producer, "now", Instant.now());
                await().atMost(Duration.ofSeconds(20)).until(() -> followed.contains("now"));
                assertThat(followed).containsExactlyInAnyOrder("noon", "later", "now");
            }
        }
    }

    @Test
    void aMissingBrokerIsAnOutage() {
        try (TopicReader reader = new TopicReader(Topic.MODELS, connection("127.0.0.1:1"))) {
            assertThatExceptionOfType(OutageException.class).isThrownBy(reader::partitions);
        }
    }

    private static List<String> keys(TopicReader reader, List<Integer> partitions, Instant since) {
        List<String> keys = new ArrayList<>();
        reader.read(partitions, since, entry -> keys.add(entry.key()));
        return keys;
    }

    private void write(KafkaProducer<String, byte[]> producer, String name, Instant at) throws Exception {
        Event event = new ModelRemoved(name, Instant.EPOCH);
        ProducerRecord<String, byte[]> record = EventRecords.of(Topic.MODELS, event, codec);
        producer.send(new ProducerRecord<>(
                        record.topic(), null, at.toEpochMilli(), record.key(), record.value(), record.headers()))
                .get();
    }
}
