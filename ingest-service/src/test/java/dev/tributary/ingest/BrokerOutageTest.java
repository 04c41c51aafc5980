package dev.tributary.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.broker.EmbeddedBroker;
import dev.tributary.events.DocumentCaptured;
import dev.tributary.events.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerOutageTest {

    @TempDir
    private Path directory;

    @Test
    void whatIsRefusedMeanwhileSaysSoAndWhatASourceHoldsIsCapturedAfterwards() throws Exception {
        Path root = Files.createDirectories(directory.resolve("docs"));
        int port = freePort();
        EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), port);
        try (TestService service = TestService.start(
                broker,
                directory,
                List.of(),
                "--tributary.ingest.push-timeout=1s",
                "--tributary.sources.docs.connector=folder",
                "--tributary.sources.docs.path=" + root)) {
            service.awaitCaptured();
            assertThat(service.put("/v1/sources/wiki/documents/before", "x").statusCode())
                    .isEqualTo(202);
            broker.close();
            HttpResponse<String> refused = service.put("/v1/sources/wiki/documents/meanwhile", "x");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).contains("5");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> service.get("/v1/status").path("kafka").has("unreachableSince"));
            assertThat(service.get("/v1/status").path("idle").asBoolean()).isFalse();
            assertThat(reachable(service)).isZero();
            Files.writeString(root.resolve("a.txt"), "one");
            broker = EmbeddedBroker.start(directory.resolve("kafka"), port);
            await().atMost(Duration.ofSeconds(40))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() ->
                            service.put("/v1/sources/wiki/documents/after", "x").statusCode() == 202);
            await().atMost(Duration.ofSeconds(40)).until(() -> captured(service).contains("a.txt"));
            await().atMost(Duration.ofSeconds(40)).until(() -> reachable(service) == 1);
            assertThat(captured(service)).contains("before", "after", "a.txt").doesNotHaveDuplicates();
        } finally {
            broker.close();
        }
    }

    private static List<String> captured(TestService service) {
        return service.log(Topic.CAPTURED).stream()
                .filter(DocumentCaptured.class::isInstance)
                .map(event -> ((DocumentCaptured) event).nativeId())
                .toList();
    }

    private static double reachable(TestService service) {
        return service.bean(MeterRegistry.class)
                .get("tributary.kafka.reachable")
                .gauge()
                .value();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
