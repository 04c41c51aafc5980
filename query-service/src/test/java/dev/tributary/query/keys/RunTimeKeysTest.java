package dev.tributary.query.keys;

import static dev.tributary.query.QueryService.JSON;
import static dev.tributary.query.QueryService.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.broker.EmbeddedBroker;
import dev.tributary.events.Acl;
import dev.tributary.events.Topic;
import dev.tributary.platform.kafka.Positions;
import dev.tributary.query.Library;
import dev.tributary.query.QueryService;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Two services and one broker; what one is told the other must know. */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.MethodName.class)
@ExtendWith(OutputCaptureExtension.class)
@SuppressWarnings("NullAway.Init")
final class RunTimeKeysTest {

    private static final String ADMIN = "admin-0123456789abcdef";
    private static final String FOREIGN = "foreign-0123456789abcdef";
    private static final Map<String, String> SEARCH = Map.of("query", "salaries", "mode", "keyword");

    /** The promise is five seconds; what is more here is the reading's own time on a busy machine. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private final List<String> secrets = new ArrayList<>();
    private Library library;
    private EmbeddedBroker broker;
    private QueryService one;
    private QueryService other;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        library = new Library();
        library.add(Library.TENANT, "Salaries", new Acl(Set.of("group:board")), "Salaries of the board.");
        library.add("Canteen", "Salaries are not paid in the canteen.");
        broker = EmbeddedBroker.start(directory);
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(Topic.KEYS, Topic.MODELS).stream()
                            .map(topic -> new NewTopic(topic.topicName(), Optional.of(3), Optional.of((short) 1))
                                    .configs(topic.settings(Duration.ofHours(1))))
                            .toList())
                    .all()
                    .get();
        }
        one = service();
        other = service();
        for (QueryService service : List.of(one, other)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> service.get("/v1/keys", ADMIN).statusCode() == 200);
        }
    }

    private QueryService service() {
        return QueryService.start(
                library.index(),
                library.embedder(),
                "tributary.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "tributary.security.keys.ops.secret=" + ADMIN,
                "tributary.security.keys.ops.role=admin",
                "tributary.security.keys.elsewhere.secret=" + FOREIGN,
                "tributary.security.keys.elsewhere.role=admin",
                "tributary.security.keys.elsewhere.tenant=globex",
                "management.endpoints.web.exposure.include=*",
                "management.endpoint.env.show-values=always",
                "management.endpoint.configprops.show-values=always");
    }

    @AfterAll
    void stop() {
        one.close();
        other.close();
        broker.close();
        library.close();
    }

    @Test
    void aKeyOpensOnEveryReplicaWhatItSaysUntilItIsRevoked() throws Exception {
        String secret = create(Map.of("name", "board", "principals", List.of("group:board")));
        String canteen = create(Map.of("name", "canteen"));
        awaitStatus(other, secret, 200);
        awaitStatus(other, canteen, 200);

        assertThat(titles(one, secret)).containsExactlyInAnyOrder("Salaries", "Canteen");
        assertThat(titles(other, secret)).containsExactlyInAnyOrder("Salaries", "Canteen");
        assertThat(titles(other, canteen)).containsExactly("Canteen");
        assertThat(other.get("/v1/keys", secret).statusCode()).isEqualTo(403);

        assertThat(one.delete("/v1/keys/board", ADMIN).statusCode()).isEqualTo(204);
        assertThat(search(one, secret).statusCode()).isEqualTo(401);
        awaitStatus(other, secret, 401);
        assertThat(search(other, canteen).statusCode()).isEqualTo(200);
        assertThat(one.delete("/v1/keys/board", ADMIN).statusCode()).isEqualTo(404);
    }

    @Test
    void anExpiredKeyIsRefused() throws Exception {
        Instant end = Instant.now().plusSeconds(3);
        String secret = create(Map.of("name", "brief", "expiresAt", end.toString()));
        await().atMost(Duration.ofSeconds(30)).until(() -> Instant.now().isAfter(end));
        assertThat(search(one, secret).statusCode()).isEqualTo(401);
    }

    @Test
    void aNameIsTakenOnceAndFreeAgainAfterwards() throws Exception {
        String first = create(Map.of("name", "again"));
        assertThat(post(Map.of("name", "again")).statusCode()).isEqualTo(409);
        one.delete("/v1/keys/again", ADMIN);
        String second = create(Map.of("name", "again"));
        awaitStatus(other, second, 200);
        assertThat(search(other, first).statusCode()).isEqualTo(401);
    }

    @Test
    void keysOfTheConfigurationAreChangedThere() throws Exception {
        HttpResponse<String> answer = one.delete("/v1/keys/ops", ADMIN);
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(json(answer).path("detail").asString()).contains("tributary.security.keys.ops");
        assertThat(post(Map.of("name", "ops")).statusCode()).isEqualTo(409);
    }

    @Test
    void anotherTenantSeesAndRevokesNothing() throws Exception {
        String secret = create(Map.of("name", "ours"));
        assertThat(one.get("/v1/keys", FOREIGN).body()).doesNotContain("ours", "ops");
        assertThat(one.delete("/v1/keys/ours", FOREIGN).statusCode()).isEqualTo(404);
        assertThat(one.delete("/v1/keys/ops", FOREIGN).statusCode()).isEqualTo(404);
        assertThat(search(one, secret).statusCode()).isEqualTo(200);
    }

    @Test
    void whatCanNeverWorkIsRefusedWithTheField() throws Exception {
        Map<String, Map<String, Object>> wrong = Map.of(
                "name", Map.of("name", "a b"),
                "role", Map.of("name", "x", "role", "owner"),
                "principals", Map.of("name", "x", "principals", List.of("everyone")),
                "sources", Map.of("name", "x", "role", "admin", "sources", List.of("wiki")),
                "expiresAt", Map.of("name", "x", "expiresAt", "2020-01-01T00:00:00Z"));
        for (Map.Entry<String, Map<String, Object>> each : wrong.entrySet()) {
            HttpResponse<String> answer = post(each.getValue());
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(json(answer).path("field").asString()).isEqualTo(each.getKey());
        }
    }

    @Test
    void withoutKafkaTheKeysOfTheConfigurationGoOnAndNothingElseDoes() throws Exception {
        try (QueryService lonely = QueryService.start(
                library.index(),
                library.embedder(),
                "tributary.security.keys.ops.secret=" + ADMIN,
                "tributary.security.keys.ops.role=admin")) {
            assertThat(search(lonely, ADMIN).statusCode()).isEqualTo(200);
            HttpResponse<String> unknown = search(lonely, "trb_" + "a".repeat(43));
            assertThat(unknown.statusCode()).isEqualTo(503);
            assertThat(unknown.headers().firstValue("Retry-After")).isPresent();
            assertThat(search(lonely, "something-else-entirely").statusCode()).isEqualTo(401);
            assertThat(lonely.delete("/v1/keys/any", ADMIN).statusCode()).isEqualTo(503);
            assertThat(lonely.post("/v1/keys", Map.of("name", "x"), ADMIN, JSON).statusCode())
                    .isEqualTo(503);
        }
    }

    @Test
    void whereNobodyIsAskedForAKeyNoneIsMade() throws Exception {
        try (QueryService open = QueryService.start(library.index(), library.embedder())) {
            HttpResponse<String> answer = open.post("/v1/keys", Map.of("name", "first"));
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(json(answer).path("detail").asString()).contains("tributary.security.keys");
            assertThat(open.post("/v1/search", SEARCH).statusCode()).isEqualTo(200);
        }
    }

    /** Last by its name, so that all the others' secrets could have been told by then. */
    @Test
    void zNoSecretIsTold(CapturedOutput output) throws Exception {
        String secret = create(Map.of("name", "silent", "role", "admin"));
        String list = one.get("/v1/keys", secret).body();
        assertThat(json(one.get("/v1/keys", secret)).path("keys").findValuesAsString("name"))
                .contains("silent", "ops");
        assertThat(list).contains("createdAt", "\"createdBy\":\"ops\"").doesNotContain("secret", "sha256");
        String pages = one.get("/actuator/env", secret).body()
                + one.get("/actuator/configprops", secret).body()
                + one.get("/actuator/prometheus", secret).body();
        assertThat(pages).contains("tributary.security.keys.ops.secret").doesNotContain(secrets);
        assertThat(output.getAll()).contains("silent").doesNotContain(secrets);
        assertThat(records()).contains("silent").doesNotContain(secrets);
    }

    private String create(Map<String, Object> body) throws Exception {
        HttpResponse<String> answer = post(body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        String secret = json(answer).path("secret").asString();
        assertThat(secret).matches("trb_[A-Za-z0-9_-]{43}");
        secrets.add(secret);
        return secret;
    }

    private HttpResponse<String> post(Map<String, Object> body) throws Exception {
        return one.post("/v1/keys", body, ADMIN, JSON);
    }

    private static void awaitStatus(QueryService service, String secret, int status) {
        await().atMost(SOON).until(() -> search(service, secret).statusCode() == status);
    }

    private static List<String> titles(QueryService service, String secret) throws Exception {
        return json(search(service, secret)).path("hits").findValuesAsString("title");
    }

    private static HttpResponse<String> search(QueryService service, String secret) throws Exception {
        return service.post("/v1/search", SEARCH, secret, JSON);
    }

    /** All that is on the topic, as text. */
    private String records() {
        StringBuilder text = new StringBuilder();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topic.KEYS.topicName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (!Positions.reached(consumer, ends)) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    text.append(new String(record.value(), StandardCharsets.UTF_8));
                    record.headers().forEach(header -> text.append(new String(header.value(), StandardCharsets.UTF_8)));
                });
            }
        }
        return text.toString();
    }
}
