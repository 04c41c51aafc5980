package dev.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The three services as three processes on a Kafka of their own, with the index in a directory that two of them share. */
class ServicesIT {

    @Test
    void threeProcessesOnOneKafkaGiveAnAnswer(@TempDir Path scratch) throws Exception {
        Path folder = Files.createDirectory(scratch.resolve("folder"));
        Files.writeString(folder.resolve("ferry.md"), "# Ferries\n\nThe last ferry to the island leaves at 22:40.");
        try (EmbeddedBroker broker = EmbeddedBroker.start(scratch.resolve("kafka"));
                TributaryProcess ingest = start(
                        "ingest-service",
                        broker,
                        scratch,
                        "--tributary.sources.docs.connector=folder",
                        "--tributary.sources.docs.path=" + folder,
                        "--tributary.ingest.directory=" + scratch.resolve("ingest"),
                        "--tributary.parse.work-directory=" + scratch.resolve("parse"));
                TributaryProcess embed = start("embed-service", broker, scratch, index(scratch));
                TributaryProcess query = start("query-service", broker, scratch, index(scratch))) {
            ingest.awaitIdle();
            query.await(
                    "/actuator/health/readiness",
                    health -> health.path("status").asString().equals("UP"));

            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(answer(query)).contains("22:40"));

            assertThat(embed.metric("tributary_freshness_seconds_count")).isNotEmpty();
            assertThat(ingest.metric("tributary_stage_documents_total")).isNotEmpty();
            Files.writeString(folder.resolve("ferry.md"), "# Ferries\n\nThe last ferry to the island leaves at 23:15.");
            await().atMost(Duration.ofSeconds(20)).until(() -> answer(query).contains("23:15"));
        }
    }

    private static TributaryProcess start(String service, EmbeddedBroker broker, Path scratch, String... settings)
            throws IOException {
        int port = TributaryProcess.freePort();
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=" + port,
                "--tributary.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "--tributary.kafka.partitions=3",
                "--tributary.content.directory=" + scratch.resolve("content")));
        arguments.addAll(Arrays.asList(settings));
        Path jar = Path.of("../" + service + "/target/tributary-" + service + "-app.jar");
        return TributaryProcess.start(jar, port, arguments);
    }

    private static String[] index(Path scratch) {
        return new String[] {
            "--tributary.index.type=lucene", "--tributary.index.lucene.directory=" + scratch.resolve("index")
        };
    }

    private static String answer(TributaryProcess query) throws Exception {
        JsonNode answer = query.post("/v1/ask", Map.of("question", "When does the last ferry to the island leave?"));
        return answer.path("answer").asString();
    }
}
