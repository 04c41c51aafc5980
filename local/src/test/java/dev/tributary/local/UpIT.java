package dev.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.events.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code tributary up} as people run it: the packaged jar, real processes, real signals. */
class UpIT {

    private static final Path JAR = Path.of("target/tributary-local.jar");
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path scratch;

    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path data;

    @BeforeEach
    void folders() throws Exception {
        folder = Files.createDirectory(scratch.resolve("folder"));
        data = scratch.resolve("data");
    }

    /** What happens to a folder that one and the same process follows. */
    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class Following {

        private final Path followed;
        private final TributaryProcess tributary;

        Following(@TempDir Path directory) throws Exception {
            followed = Files.createDirectory(directory.resolve("folder"));
            tributary = TributaryProcess.up(JAR, followed, directory.resolve("data"));
            tributary.awaitIdle();
        }

        @AfterAll
        void close() throws Exception {
            tributary.close();
        }

        @Test
        void fromTheFirstAnswerToTheLastDeletion() throws Exception {
            Path policy = write(followed, "policy/travel.md", "# Travel\n\nA hotel night may cost up to 140 euros.");
            write(followed, "leave.txt", "Everybody has 30 days of paid holiday a year.");
            await().atMost(SOON).until(() -> answer("How much may a hotel night cost?"), containing("140 euros"));
            JsonNode answer = ask(tributary, "How much may a hotel night cost?");
            assertThat(answer.path("citations").path(0).path("nativeId").asString())
                    .isEqualTo("policy/travel.md");
            assertThat(ask(tributary, "Who won the chess championship of 1972?")
                            .path("answered")
                            .asBoolean())
                    .isFalse();

            Files.writeString(policy, "# Travel\n\nA hotel night may cost up to 165 euros.");
            await().atMost(SOON).until(() -> answer("How much may a hotel night cost?"), containing("165 euros"));

            Files.delete(policy);
            await().atMost(SOON).until(() -> found(tributary, "hotel").isEmpty());
        }

        private String answer(String question) throws Exception {
            return ask(tributary, question).path("answer").asString();
        }

        private static Predicate<String> containing(String words) {
            return text -> text.contains(words);
        }

        @Test
        void renamingAFolderEmbedsNothing() throws Exception {
            Path before = Files.createDirectory(followed.resolve("before"));
            writeNumbered(before, 12);
            awaitNumbered("before");
            double embedded = chunks(tributary, "embedded");

            Files.move(before, followed.resolve("after"));

            awaitNumbered("after");
            assertThat(chunks(tributary, "embedded")).isEqualTo(embedded);
        }

        private void awaitNumbered(String directory) throws Exception {
            for (int i = 0; i < 12; i++) {
                awaitFound("marker" + i, directory + "/number-" + i + ".md");
            }
            tributary.awaitIdle();
            for (int i = 0; i < 12; i++) {
                assertThat(found(tributary, "marker" + i)).containsExactly(directory + "/number-" + i + ".md");
            }
        }

        @Test
        void oneEditedParagraphOfALongDocumentEmbedsAtMostTwoChunks() throws Exception {
            Path file = write(followed, "long.md", "# Longtale\n\n" + paragraphs(80, -1));
            await().atMost(SOON).until(() -> found(tributary, "longtale").contains("long.md"));
            tributary.awaitIdle();
            double before = chunks(tributary, "embedded");

            Files.writeString(file, "# Longtale\n\n" + paragraphs(80, 40));

            awaitFound("changedlater", "long.md");
            assertThat(chunks(tributary, "embedded") - before).isBetween(1.0, 2.0);
        }

        @Test
        void badFilesAreExplainedAndTheRestGoesOn() throws Exception {
            write(followed, "empty.txt", "");
            Files.write(
                    followed.resolve("broken.pdf"),
                    "%PDF-1.7 and then nothing of the kind".getBytes(StandardCharsets.US_ASCII));
            Files.write(followed.resolve("unknown.bin"), new byte[] {0, 1, 2, 3, (byte) 0xfe, (byte) 0xca, 7, 9});
            write(followed, "good.md", "A good document about lighthouses.");

            awaitFound("lighthouses", "good.md");
            JsonNode rejected = tributary.await(
                    "/v1/documents?status=rejected",
                    found -> found.path("documents").size() == 3);
            for (JsonNode document : rejected.path("documents")) {
                assertThat(document.path("reason").asString()).isNotBlank();
                assertThat(document.path("message").asString()).isNotBlank();
            }
        }

        private void awaitFound(String word, String document) {
            await().atMost(SOON).until(() -> found(tributary, word), List.of(document)::equals);
        }
    }

    @Test
    void aSecondStartOnTheSameDataParsesAndEmbedsNothing() throws Exception {
        writeNumbered(folder, 12);
        try (TributaryProcess first = TributaryProcess.up(JAR, folder, data)) {
            first.awaitIdle();
            assertThat(chunks(first, "embedded")).isPositive();
        }
        try (TributaryProcess second = TributaryProcess.up(JAR, folder, data)) {
            second.awaitIdle();
            assertThat(found(second, "marker7")).containsExactly("number-7.md");
            assertThat(chunks(second, "embedded")).isZero();
            assertThat(parsed(second)).isZero();
        }
    }

    @Test
    void aKillInTheMiddleOfIngestingLosesDoublesAndStalesNothing() throws Exception {
        writeNumbered(folder, 150);
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
                assertThat(found(tributary, "marker" + i)).as("document %d", i).isEqualTo(expected);
            }
            assertThat(found(tributary, "new3")).containsExactly("number-3.md");
        }
    }

    @Test
    void aTerminalWithoutAKeyServesAllTheSame() throws Exception {
        write("a.md", "Some text.");
        int port = TributaryProcess.freePort();
        String key = "--tributary.security.keys.somebody.";
        List<String> arguments = List.of(
                "up",
                "" + folder,
                "--data",
                "" + data,
                "--port",
                "" + port,
                key + "secret=known-to-somebody-else",
                key + "role=admin");
        try (TributaryProcess tributary = TributaryProcess.start(JAR, port, arguments)) {
            await().atMost(SOON.multipliedBy(2)).until(() -> tributary.output().contains("Changes in the folder"));
            assertThat(tributary.output()).contains("TRIBUTARY_API_KEY");
            assertThat(tributary.get("/v1/status").path("status").asInt()).isEqualTo(401);
        }
    }

    @Test
    void whatWasDoneBeforeATerminationIsNotDoneAgain() throws Exception {
        writeNumbered(folder, 400);
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

    @Test
    void whatCannotStartSaysWhyInOneLine() throws Exception {
        write("a.md", "Some text.");
        try (TributaryProcess running = TributaryProcess.up(JAR, folder, data)) {
            running.awaitIdle();
            assertFails("is in use by another Tributary", "up", "" + folder, "--data", "" + data, "--port", "1" + 1234);
            assertFails("port " + running.port() + " is in use", "up", "" + folder, "--port", "" + running.port());
        }
        Files.writeString(data.resolve("format"), "999\n");
        assertFails("was written by a newer Tributary", "up", "" + folder, "--data", "" + data);
        assertFails("there is no folder", "up", "" + folder.resolve("nowhere"));
        assertFails("is a file", "up", "" + folder.resolve("a.md"));
        assertFails("--port must be 1 to 65535, not 99999", "up", "" + folder, "--port", "99999");
        assertFails("unknown option --prot", "up", "" + folder, "--prot", "1");
        assertFails("no such command: upp", "upp");
        assertFails("no Tributary answers on port", "status", "--port", "" + TributaryProcess.freePort());
    }

    @Test
    void aWrongSettingStopsTheStartWithItsNameItsValueAndWhatIsAllowed() throws Exception {
        write("a.md", "Some text.");
        String port = "" + TributaryProcess.freePort();
        assertFails(
                "tributary.chunking.max-tokens",
                "up",
                "" + folder,
                "--data",
                "" + data,
                "--port",
                port,
                "--tributary.chunking.max-tokens=7");
    }

    private static void assertFails(String message, String... arguments) throws Exception {
        try (TributaryProcess process = TributaryProcess.start(JAR, 0, List.of(arguments))) {
            assertThat(process.awaitEnd()).isEqualTo(1);
            assertThat(process.output()).contains(message).doesNotContain("\tat ");
        }
    }

    private Path write(String name, String text) throws Exception {
        return write(folder, name, text);
    }

    private static Path write(Path folder, String name, String text) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static void writeNumbered(Path folder, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            write(
                    folder,
                    "number-" + i + ".md",
                    "# Document " + i + "\n\nIts word is marker" + i + ".\n\n" + paragraphs(4, -1));
        }
    }

    private static String paragraphs(int count, int changed) {
        return String.join(
                "\n\n",
                IntStream.range(0, count)
                        .mapToObj(i -> "Paragraph " + i + " tells of the river at mile " + i * 7
                                + ", where the water is " + i * 3 + " feet deep and the ferry crosses at dawn."
                                + (i == changed ? " This was changedlater by somebody." : ""))
                        .toList());
    }

    private static JsonNode ask(TributaryProcess tributary, String question) throws Exception {
        return tributary.post("/v1/ask", Map.of("question", question));
    }

    /** Native ids of all hits that have the word. */
    private static List<String> found(TributaryProcess tributary, String word) throws Exception {
        List<String> documents = new ArrayList<>();
        for (JsonNode hit : tributary
                .post("/v1/search", Map.of("query", word, "mode", "keyword"))
                .path("hits")) {
            documents.add(hit.path("nativeId").asString());
        }
        return documents;
    }

    private static long indexed(JsonNode status) {
        return status.path("sources").path(0).path("indexed").asLong();
    }

    private static double chunks(TributaryProcess tributary, String vectors) throws Exception {
        return sum(tributary.metric("tributary_chunks_total"), "vectors=\"" + vectors + "\"");
    }

    private static double parsed(TributaryProcess tributary) throws Exception {
        return sum(tributary.metric("tributary_parse_documents_total"), "text=\"parsed\"");
    }

    private static double sum(Map<String, Double> samples, String label) {
        return samples.entrySet().stream()
                .filter(sample -> sample.getKey().contains(label))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }
}
