package dev.tributary.embed.generation;

import dev.tributary.broker.EmbeddedBroker;
import dev.tributary.content.ContentStore;
import dev.tributary.content.FileContentStore;
import dev.tributary.content.ParsedText;
import dev.tributary.content.ParsedText.Block;
import dev.tributary.content.ParsedText.Kind;
import dev.tributary.embed.EmbedServiceApplication;
import dev.tributary.events.Access;
import dev.tributary.events.Acl;
import dev.tributary.events.DocumentKey;
import dev.tributary.events.DocumentParsed;
import dev.tributary.events.DocumentRemoved;
import dev.tributary.events.DocumentVersion;
import dev.tributary.events.GenerationEvent;
import dev.tributary.events.ParseEvent;
import dev.tributary.events.Topic;
import dev.tributary.index.Hit;
import dev.tributary.index.SearchFilter;
import dev.tributary.index.SearchMode;
import dev.tributary.index.SearchRequest;
import dev.tributary.index.starter.IndexAutoConfiguration;
import dev.tributary.index.starter.LiveIndex;
import dev.tributary.platform.kafka.EventPublisher;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A broker, embed-service on it, and beside it another process that only searches. */
public final class Installation implements AutoCloseable {

    private static final String TENANT = "default";
    private static final int PARTITIONS = 2;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final EmbeddedBroker broker;
    private final String[] settings;
    private final ContentStore store;
    private final List<ParseEvent> stored = new ArrayList<>();
    private ConfigurableApplicationContext embed;
    private final ConfigurableApplicationContext query;

    /** @param index settings of the index */
    public Installation(Path directory, String... index) {
        broker = EmbeddedBroker.start(directory.resolve("kafka"));
        store = new FileContentStore(directory.resolve("content"));
        settings = Stream.concat(
                        Arrays.stream(index),
                        Stream.of(
                                "tributary.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                                "tributary.kafka.partitions=" + PARTITIONS,
                                "tributary.content.directory=" + directory.resolve("content")))
                .map("--"::concat)
                .toArray(String[]::new);
        embed = startEmbed();
        query = new SpringApplicationBuilder(Query.class)
                .web(WebApplicationType.NONE)
                .run(Stream.concat(Stream.of("--tributary.index.access=read"), Arrays.stream(settings))
                        .toArray(String[]::new));
    }

    /** Follows the generations and reads the index, as query-service does. */
    @SpringBootConfiguration(proxyBeanMethods = false)
    @ImportAutoConfiguration(IndexAutoConfiguration.class)
    static class Query {}

    private ConfigurableApplicationContext startEmbed() {
        return new SpringApplicationBuilder(EmbedServiceApplication.class)
                .run(Stream.concat(Stream.of("--server.port=0"), Arrays.stream(settings))
                        .toArray(String[]::new));
    }

    void restartEmbed() {
        embed.close();
        embed = startEmbed();
    }

    public void put(String nativeId, long version, String... paragraphs) {
        publish(parsed(nativeId, version, paragraphs));
    }

    /** As {@link #put}, up to the event, which {@link #publishStored} publishes. */
    public void store(String nativeId, long version, String... paragraphs) {
        stored.add(parsed(nativeId, version, paragraphs));
    }

    public void publishStored() {
        stored.forEach(this::publish);
        stored.clear();
    }

    void remove(String nativeId, long version) {
        publish(new DocumentRemoved(
                new DocumentKey(TENANT, "source", nativeId).documentId(),
                TENANT,
                "source",
                nativeId,
                version,
                "folder",
                Instant.EPOCH,
                Instant.EPOCH));
    }

    private void publish(ParseEvent event) {
        Topic topic = event.documentId().hashCode() % 2 == 0 ? Topic.PARSED : Topic.PARSED_BULK;
        embed.getBean(EventPublisher.class).publish(topic, event).join();
    }

    /** As another process would, maybe one of another release. */
    void decide(GenerationEvent event) {
        embed.getBean(EventPublisher.class).publish(Topic.GENERATIONS, event).join();
    }

    /** Leaves the mark of a transaction at the end of each partition that documents come by, behind a record of no known type. */
    void commitTransaction() {
        Map<String, Object> producer =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "installation");
        try (KafkaProducer<byte[], byte[]> kafka =
                new KafkaProducer<>(producer, new ByteArraySerializer(), new ByteArraySerializer())) {
            kafka.initTransactions();
            kafka.beginTransaction();
            for (Topic topic : List.of(Topic.PARSED, Topic.PARSED_BULK)) {
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    var unused =
                            kafka.send(new ProducerRecord<>(topic.topicName(), partition, new byte[1], new byte[1]));
                }
            }
            kafka.commitTransaction();
        }
    }

    /** Native ids of what the other process finds, by words or by meaning. */
    public List<String> found(SearchMode mode, String words) {
        List<Hit> hits = query.getBean(LiveIndex.class)
                .with(open -> open.index()
                        .search(new SearchRequest(
                                new Access(TENANT, Set.of(), false),
                                words,
                                mode == SearchMode.KEYWORD
                                        ? null
                                        : open.embedder().embedQuery(words),
                                mode,
                                SearchFilter.none(),
                                10)));
        return hits.stream()
                .map(hit -> hit.facts().document().nativeId())
                .distinct()
                .toList();
    }

    /** A bean of embed-service. */
    public <T> T bean(Class<T> type) {
        return embed.getBean(type);
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Fingerprint of what the other process searches. */
    String answering() {
        return query.getBean(LiveIndex.class).with(open -> open.fingerprint());
    }

    HttpResponse<String> send(String method, String path, Object body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + embed.getEnvironment().getProperty("local.server.port") + path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    JsonNode generation(String id) {
        return json(send("GET", "/v1/generations/" + id, Map.of()));
    }

    static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    private DocumentParsed parsed(String nativeId, long version, String... paragraphs) {
        StringBuilder markdown = new StringBuilder();
        List<Block> blocks = new ArrayList<>();
        for (String paragraph : paragraphs) {
            blocks.add(new Block(Kind.PARAGRAPH, 0, markdown.length(), markdown.length() + paragraph.length()));
            markdown.append(paragraph).append("\n\n");
        }
        ParsedText text = new ParsedText(
                "text/markdown", null, "en", markdown.toString(), blocks, List.of(), Map.of(), List.of());
        DocumentVersion document = new DocumentVersion(
                new DocumentKey(TENANT, "source", nativeId).documentId(),
                TENANT,
                "source",
                nativeId,
                version,
                "folder",
                "file:///" + nativeId,
                null,
                Acl.everyone(),
                Map.of(),
                null,
                Instant.EPOCH,
                Instant.EPOCH);
        return new DocumentParsed(
                document,
                store.put(TENANT, markdown.toString().getBytes(StandardCharsets.UTF_8)),
                store.put(TENANT, text.toJson()),
                "text/markdown",
                "en",
                null,
                Instant.EPOCH,
                1,
                List.of());
    }

    @Override
    public void close() {
        query.close();
        embed.close();
        broker.close();
    }
}
