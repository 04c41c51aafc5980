package dev.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
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
    private Path folder;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path data;

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
            await().atMost(SOON).until(() -> tributary.found("hotel").isEmpty());
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
            NumberedFiles.write(before, 12);
            awaitNumbered("before");
            double embedded = tributary.chunks("embedded");

            Files.move(before, followed.resolve("after"));

            awaitNumbered("after");
            assertThat(tributary.chunks("embedded")).isEqualTo(embedded);
        }

        private void awaitNumbered(String directory) throws Exception {
            for (int i = 0; i < 12; i++) {
                awaitFound("marker" + i, directory + "/number-" + i + ".md");
            }
            tributary.awaitIdle();
            for (int i = 0; i < 12; i++) {
                assertThat(tributary.found("marker" + i)).containsExactly(directory + "/number-" + i + ".md");
            }
        }

        @Test
        void oneEditedParagraphOfALongDocumentEmbedsAtMostTwoChunks() throws Exception {
            Path file = write(followed, "long.md", "# Longtale\n\n" + NumberedFiles.paragraphs(80, -1));
            await().atMost(SOON).until(() -> tributary.found("longtale").contains("long.md"));
            tributary.awaitIdle();
            double before = tributary.chunks("embedded");

            Files.writeString(file, "# Longtale\n\n" + NumberedFiles.paragraphs(80, 40));

            awaitFound("changedlater", "long.md");
            assertThat(tributary.chunks("embedded") - before).isBetween(1.0, 2.0);
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
            await().atMost(SOON).until(() -> tributary.found(word), List.of(document)::equals);
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
            int status = process.awaitEnd();
            assertThat(status).as(process.output()).isEqualTo(1);
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

    private static JsonNode ask(TributaryProcess tributary, String question) throws Exception {
        return tributary.post("/v1/ask", Map.of("question", question));
    }
}
