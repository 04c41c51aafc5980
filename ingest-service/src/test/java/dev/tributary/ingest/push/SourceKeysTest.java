package dev.tributary.ingest.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.broker.EmbeddedBroker;
import dev.tributary.events.KeyEvent.KeyCreated;
import dev.tributary.events.KeyEvent.KeyRevoked;
import dev.tributary.events.Topic;
import dev.tributary.ingest.TestService;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key for one source; another service said on the topic that there is such a key. */
final class SourceKeysTest {

    private static final String ADMIN = "admin-0123456789abcdef";
    private static final String SECRET = "trb_" + "0123456789".repeat(4) + "abc";
    private static final Duration SOON = Duration.ofSeconds(5);

    @Test
    void aKeyForASourceChangesNothingElse(@TempDir Path data) throws Exception {
        KeyCreated key = new KeyCreated(
                UUID.randomUUID(),
                "default",
                "wiki",
                sha256(SECRET),
                "writer",
                List.of("group:staff"),
                List.of("wiki"),
                "ops",
                Instant.now(),
                null);
        try (EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("kafka"));
                TestService service = TestService.start(
                        broker,
                        data,
                        List.of(),
                        "--tributary.security.keys.ops.sha256=" + sha256(ADMIN),
                        "--tributary.security.keys.ops.role=admin")) {
            await().atMost(Duration.ofSeconds(30)).until(() -> status(service, "GET", "/v1/status", SECRET) == 401);

            service.publish(Topic.KEYS, key);
            await().atMost(SOON).until(() -> put(service, "/v1/sources/wiki/documents/a.md", SECRET) == 202);

            assertThat(put(service, "/v1/sources/hr/documents/a.md", ADMIN)).isEqualTo(202);
            assertThat(put(service, "/v1/sources/hr/documents/a.md", SECRET)).isEqualTo(403);
            assertThat(put(service, "/v1/sources/wiki/../hr/documents/a.md", SECRET))
                    .isNotEqualTo(202);
            assertThat(put(service, "/v1/sources/wiki%2F..%2Fhr/documents/a.md", SECRET))
                    .isNotEqualTo(202);
            assertThat(status(service, "DELETE", "/v1/sources/hr/documents/a.md", SECRET))
                    .isEqualTo(403);
            assertThat(status(service, "DELETE", "/v1/sources/hr/documents?id=a.md", SECRET))
                    .isEqualTo(403);
            assertThat(status(service, "DELETE", "/v1/dead-letters?all=true", SECRET))
                    .isEqualTo(403);
            assertThat(status(service, "DELETE", "/v1/documents/" + UUID.randomUUID() + "?erase=true", SECRET))
                    .isEqualTo(403);
            assertThat(status(service, "GET", "/v1/documents/" + UUID.randomUUID(), SECRET))
                    .isEqualTo(404);
            assertThat(status(service, "DELETE", "/v1/sources/wiki/documents?id=a.md", SECRET))
                    .isEqualTo(202);

            service.publish(Topic.KEYS, new KeyRevoked(key.id(), key.tenant(), key.name(), "ops", Instant.now()));
            await().atMost(SOON).until(() -> put(service, "/v1/sources/wiki/documents/a.md", SECRET) == 401);
        }
    }

    private static int put(TestService service, String path, String secret) throws Exception {
        return service.put(path + "?readers=group:staff", "# A", "Authorization", "Bearer " + secret)
                .statusCode();
    }

    private static int status(TestService service, String method, String path, String secret) throws Exception {
        return service.send(method, path, BodyPublishers.noBody(), "Authorization", "Bearer " + secret)
                .statusCode();
    }

    private static String sha256(String secret) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash);
    }
}
