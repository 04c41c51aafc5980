package dev.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.events.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code tributary up} once more on the same data, after an end of any kind: the packaged jar, real processes, real signals. */
class RestartIT {

    private static final Path JAR = Path.of("target/tributary-local.jar");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Test
    void aSecondStartOnTheSameDataParsesAndEmbedsNothing() throws Exception {
        NumberedFiles.write(folder, 12);
        try (TributaryProcess first = TributaryProcess.up(JAR, folder, data)) {
            first.awaitIdle();
            assertThat(first.chunks("embedded")).isPositive();
        }
        try (TributaryProcess second = TributaryProcess.up(JAR, folder, data)) {
            second.awaitIdle();
            assertThat(second.found("marker7")).containsExactly("number-7.md");
            assertThat(second.chunks("embedded")).isZero();
            assertThat(second.parsed()).isZero();
        }
    }

    @Test
    void aKillInTheMiddleOfIngestingLosesDoublesAndStalesNothing() throws Exception {
        NumberedFiles.write(folder, 150);
        try (TributaryProcess killed = TributaryProcess.up(JAR, folder, data)) {
            killed.await("/v1/status", status -> indexed(status) >= 5);
            killed.kill();
        }
        Files.writeString(folder.resolve("number-3.md"), "# Changed\n\nThis is new3 while nobody looked.");
        Files.delete(folder.resolve("number-4.md"));
        try (TributaryProcess tributary = TributaryProcess.up(JAR, folder, data)) {
            tributary.awaitIdle();
            for (int i = 0; i < 150; i++) {
                List<String> expected = i == 3 || i == 4 ? List.of() : List.of("number-" + i + ".md");
                assertThat(tributary.found("marker" + i)).as("document %d", i).isEqualTo(expected);
            }
            assertThat(tributary.found("new3")).containsExactly("number-3.md");
        }
    }

    @Test
    void whatWasDoneBeforeATerminationIsNotDoneAgain() throws Exception {
        NumberedFiles.write(folder, 400);
        try (TributaryProcess terminated = TributaryProcess.up(JAR, folder, data)) {
            terminated.await("/v1/status", status -> indexed(status) >= 20);
            terminated.terminate();
        }
        assertThat(LogOfDocuments.read(data).times(Topic.INDEXED)).hasSizeBetween(20, 399);
        try (TributaryProcess tributary = TributaryProcess.up(JAR, folder, data)) {
            tributary.awaitIdle();
            tributary.terminate();
        }
        LogOfDocuments log = LogOfDocuments.read(data);
        for (Topic topic : List.of(Topic.CAPTURED, Topic.PARSED, Topic.INDEXED)) {
            assertThat(log.times(topic).values()).as("%s", topic).hasSize(400).containsOnly(1);
        }
        assertThat(data.resolve("tributary.log")).content().doesNotContain("Failed to stop", "LoggingHandler");
    }

    private static long indexed(JsonNode status) {
        return status.path("sources").path(0).path("indexed").asLong();
    }
}
