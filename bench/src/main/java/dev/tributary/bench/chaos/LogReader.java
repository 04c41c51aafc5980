package dev.tributary.bench.chaos;

import dev.tributary.events.DocumentEvent;
import dev.tributary.events.DocumentIndexed;
import dev.tributary.events.DocumentRejected;
import dev.tributary.events.DocumentUnindexed;
import dev.tributary.events.Event;
import dev.tributary.events.EventCodec;
import dev.tributary.events.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads along what the services say to each other, from the beginning and through every outage of the broker. */
final class LogReader implements AutoCloseable {

    static final int PARTITIONS = 3;

    private static final Duration POLL = Duration.ofMillis(20);

    private final Map<Topic, Map<UUID, DocumentEvent>> newest = new EnumMap<>(Topic.class);
    private final Map<String, Integer> indexings = new ConcurrentHashMap<>();
    private final ConcurrentSkipListSet<Instant> indexed = new ConcurrentSkipListSet<>();
    private final Map<String, Integer> deadLetters = new ConcurrentHashMap<>();
    private final Map<UUID, List<DocumentRejected>> rejections = new ConcurrentHashMap<>();
    private final Map<String, Object> settings;
    private final Thread thread = Thread.ofPlatform().daemon().name("log").unstarted(this::run);
    private volatile boolean closed;

    LogReader(String bootstrapServers) {
        this.settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                "200");
        List.of(Topic.CAPTURED, Topic.PARSED, Topic.INDEXED)
                .forEach(topic -> newest.put(topic, new ConcurrentHashMap<>()));
        thread.start();
    }

    /** The newest event of the document on the topic or its bulk topic. */
    Optional<DocumentEvent> newest(Topic topic, UUID document) {
        return Optional.ofNullable(events(topic).get(document));
    }

    /** When the index stage first said something after the moment. */
    Optional<Instant> firstIndexedAfter(Instant moment) {
        return Optional.ofNullable(indexed.higher(moment));
    }

    /** Documents' versions that were indexed or unindexed. */
    long indexedVersions() {
        return indexings.size();
    }

    /** How often one of them was so again. */
    long repetitions() {
        return indexings.values().stream().mapToLong(times -> times - 1).sum();
    }

    long deadLetters() {
        return deadLetters.values().stream().mapToLong(times -> times).sum();
    }

    /** How often the document was laid aside. */
    int deadLetters(UUID document) {
        return deadLetters.getOrDefault(document.toString(), 0);
    }

    /** All that were ever said of the document, by any stage. */
    List<DocumentRejected> rejections(UUID document) {
        return rejections.getOrDefault(document, List.of());
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<UUID, DocumentEvent> events(Topic topic) {
        return newest.getOrDefault(topic, Map.of());
    }

    private void run() {
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            topics().forEach(topic -> IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(topic.topicName(), partition))
                    .forEach(partitions::add));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!closed) {
                consumer.poll(POLL).forEach(this::note);
            }
        }
    }

    private static Stream<Topic> topics() {
        return Stream.of(
                Topic.CAPTURED, Topic.CAPTURED_BULK, Topic.PARSED, Topic.PARSED_BULK, Topic.INDEXED, Topic.DEAD);
    }

    private void note(ConsumerRecord<String, byte[]> record) {
        Topic topic = topics().filter(each -> each.topicName().equals(record.topic()))
                .findFirst()
                .orElseThrow();
        if (topic == Topic.DEAD) {
            deadLetters.merge(String.valueOf(record.key()), 1, Integer::sum);
            return;
        }
        Header type = record.headers().lastHeader(EventCodec.TYPE_HEADER);
        if (record.value() != null && type != null) {
            EventCodec.decode(EventCodec.headerText(type.value()), record.value())
                    .ifPresent(event -> note(topic.express(), event));
        }
    }

    private void note(Topic topic, Event event) {
        if (event instanceof DocumentEvent document) {
            events(topic)
                    .merge(
                            document.documentId(),
                            document,
                            (known, now) -> now.version() >= known.version() ? now : known);
        }
        switch (event) {
            case DocumentIndexed done -> indexed(done, done.at());
            case DocumentUnindexed done -> indexed(done, done.at());
            case DocumentRejected rejected ->
                rejections
                        .computeIfAbsent(rejected.documentId(), unused -> new CopyOnWriteArrayList<>())
                        .add(rejected);
            default -> {}
        }
    }

    private void indexed(DocumentEvent event, Instant when) {
        indexings.merge(event.documentId() + "@" + event.version(), 1, Integer::sum);
        indexed.add(when);
    }
}
