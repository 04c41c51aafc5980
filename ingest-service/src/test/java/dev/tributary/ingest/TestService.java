package dev.tributary.ingest;

import dev.tributary.broker.EmbeddedBroker;
import dev.tributary.events.ContentReference;
import dev.tributary.events.DocumentCaptured;
import dev.tributary.events.DocumentEvent;
import dev.tributary.events.DocumentIndexed;
import dev.tributary.events.DocumentParsed;
import dev.tributary.events.DocumentRemoved;
import dev.tributary.events.DocumentUnindexed;
import dev.tributary.events.Event;
import dev.tributary.events.EventCodec;
import dev.tributary.events.MalformedEventException;
import dev.tributary.events.Topic;
import dev.tributary.ingest.catalog.Catalog;
import dev.tributary.ingest.catalog.CatalogFollower;
import dev.tributary.platform.kafka.EventPublisher;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The ingest service without its parse stage, as a caller, a broker and the stages behind it see it. */
public final class TestService implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final ConfigurableApplicationContext context;
    private final String bootstrapServers;
    private final HttpClient client = HttpClient.newHttpClient();

    private TestService(ConfigurableApplicationContext context, String bootstrapServers) {
        this.context = context;
        this.bootstrapServers = bootstrapServers;
    }

    public static TestService start(EmbeddedBroker broker, Path data, List<Class<?>> beans, String... arguments) {
        String[] all = Stream.concat(
                        Stream.of(
                                "--server.port=0",
                                "--tributary.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                                "--tributary.kafka.partitions=2",
                                "--tributary.ingest.roles=connect",
                                "--tributary.ingest.directory=" + data.resolve("ingest"),
                                "--tributary.content.directory=" + data.resolve("content")),
                        Stream.of(arguments))
                .toArray(String[]::new);
        List<Class<?>> sources = new ArrayList<>(beans);
        sources.add(IngestServiceApplication.class);
        TestService service = new TestService(
                new SpringApplicationBuilder(sources.toArray(Class[]::new)).run(all), broker.bootstrapServers());
        service.awaitCatalog();
        return service;
    }

    /** Before it has read the log, the service tells callers to come again. */
    private void awaitCatalog() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(bean(CatalogFollower.class)::caughtUp);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public Catalog catalog() {
        return bean(Catalog.class);
    }

    public HttpResponse<String> put(String path, String body, String... headers) throws Exception {
        return send("PUT", path, BodyPublishers.ofString(body), headers);
    }

    public HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        String port = String.valueOf(context.getEnvironment().getProperty("local.server.port"));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, body);
        return client.send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(send("GET", path, BodyPublishers.noBody()).body());
    }

    public void publish(Topic topic, Event event) {
        bean(EventPublisher.class).publish(topic, event).join();
    }

    /** All events of a topic and of its bulk topic that are committed, each partition in its order. */
    public List<Event> log(Topic topic) {
        return read(Stream.of(topic, topic.bulk()).distinct());
    }

    /** The same without those of its bulk topic. */
    public List<Event> logOf(Topic topic) {
        return read(Stream.of(topic));
    }

    private List<Event> read(Stream<Topic> topics) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrapServers, "isolation.level", "read_committed", "fetch.max.wait.ms", 20);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = topics.flatMap(
                            topic -> consumer.partitionsFor(topic.topicName()).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = ends(partitions);
            List<Event> events = new ArrayList<>();
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    if (record.value() == null) {
                        continue;
                    }
                    String type = EventCodec.headerText(
                            record.headers().lastHeader(EventCodec.TYPE_HEADER).value());
                    decode(type, record.value()).ifPresent(events::add);
                }
            }
            return events;
        }
    }

    /** What was answered is committed, but Kafka may still be about to mark it so: that is waited for. */
    private Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
        try (KafkaConsumer<String, byte[]> uncommitted = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), new ByteArrayDeserializer())) {
            return uncommitted.endOffsets(partitions);
        }
    }

    private static Optional<Event> decode(String type, byte[] value) {
        try {
            return EventCodec.decode(type, value);
        } catch (MalformedEventException skipped) {
            return Optional.empty();
        }
    }

    public void awaitIdle() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> get("/v1/status").path("idle").asBoolean());
    }

    /** Waits until everything was captured, whatever the stages behind do. */
    public void awaitCaptured() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> get("/v1/status").path("sources").valueStream().allMatch(source -> {
                    String phase = source.path("phase").asString();
                    return phase.equals("following") || phase.equals("push");
                }));
    }

    /** Does for all captured documents of a source what the parse and index stages would do. */
    public void process(String source) {
        for (Event event : log(Topic.CAPTURED)) {
            if (!(event instanceof DocumentEvent document && document.source().equals(source))) {
                continue;
            }
            if (event instanceof DocumentCaptured captured) {
                parsed(captured);
                indexed(captured);
            } else if (event instanceof DocumentRemoved removed) {
                publish(Topic.PARSED, removed);
                publish(
                        Topic.INDEXED,
                        new DocumentUnindexed(
                                removed.documentId(),
                                removed.tenant(),
                                removed.source(),
                                removed.nativeId(),
                                removed.version(),
                                "generation",
                                removed.changedAt(),
                                Instant.now()));
            }
        }
    }

    public void parsed(DocumentCaptured captured) {
        ContentReference text = captured.content();
        publish(
                Topic.PARSED,
                new DocumentParsed(
                        captured.document(),
                        captured.content(),
                        text,
                        "text/plain",
                        "en",
                        null,
                        Instant.now(),
                        3,
                        List.of()));
    }

    public void indexed(DocumentCaptured captured) {
        Instant now = Instant.now();
        publish(
                Topic.INDEXED,
                new DocumentIndexed(
                        captured.documentId(),
                        captured.tenant(),
                        captured.source(),
                        captured.nativeId(),
                        captured.version(),
                        "generation",
                        2,
                        2,
                        0,
                        new DocumentIndexed.Timings(captured.document().changedAt(), now, now, 1, 2, 3, 4),
                        now));
    }

    @Override
    public void close() {
        context.close();
    }
}
