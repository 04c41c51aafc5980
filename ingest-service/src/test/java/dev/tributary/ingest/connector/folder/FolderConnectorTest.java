package dev.tributary.ingest.connector.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.events.Acl;
import dev.tributary.events.OutageException;
import dev.tributary.ingest.connector.Changes;
import dev.tributary.ingest.connector.Changes.Change;
import dev.tributary.ingest.connector.Connector;
import dev.tributary.ingest.connector.ConnectorContract;
import dev.tributary.ingest.connector.Fetched;
import dev.tributary.ingest.connector.SourceSettings;
import dev.tributary.platform.start.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderConnectorTest extends ConnectorContract {

    @TempDir
    Path directory;

    private Path root;

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(directory.resolve("root"));
    }

    @Override
    protected Connector connector() {
        return new FolderConnectorFactory().open(settings(Map.of()));
    }

    @Override
    protected void write(String nativeId, String text) throws IOException {
        Path file = root.resolve(nativeId);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Override
    protected void delete(String nativeId) throws IOException {
        Files.delete(root.resolve(nativeId));
    }

    @Override
    protected void age(String nativeId) throws IOException {
        Files.setLastModifiedTime(
                root.resolve(nativeId), FileTime.from(Instant.now().minusSeconds(60)));
    }

    @Test
    void staysUnderItsRoot() throws Exception {
        Files.writeString(directory.resolve("secret.txt"), "secret");
        Files.createDirectory(directory.resolve("outside"));
        Files.writeString(directory.resolve("outside/secret.txt"), "secret");
        Files.createSymbolicLink(root.resolve("link.txt"), directory.resolve("secret.txt"));
        Files.createSymbolicLink(root.resolve("linked"), directory.resolve("outside"));
        try (Connector connector = connector()) {
            assertThat(inventory(connector)).isEmpty();
            for (String id : List.of(
                    "link.txt",
                    "linked/secret.txt",
                    "../secret.txt",
                    "a/../../secret.txt",
                    "/etc/passwd",
                    "..",
                    ".",
                    "//")) {
                assertThat(connector.fetch(id)).as(id).isInstanceOf(Fetched.Gone.class);
            }
        }
    }

    @Test
    void aDirectoryThatIsExchangedForALinkLeadsNowhere() throws Exception {
        write("a/file.txt", "inside");
        Files.createDirectory(directory.resolve("outside"));
        Files.writeString(directory.resolve("outside/file.txt"), "secret");
        try (Connector connector = connector()) {
            assertThat(inventory(connector)).hasSize(1);
            Files.move(root.resolve("a"), directory.resolve("a"));
            Files.createSymbolicLink(root.resolve("a"), directory.resolve("outside"));
            assertThat(connector.fetch("a/file.txt")).isInstanceOf(Fetched.Gone.class);
        }
    }

    @Test
    void hostileNamesSurvive() throws Exception {
        String longName = "x".repeat(250) + ".txt";
        List<String> names = List.of(
                "line\nbreak\t.txt",
                "\u202Egnp.exe",
                "emoji \uD83D\uDE00.txt",
                "%2e%2e.txt",
                " ",
                "a?b#c.txt",
                "\uFFFD.txt",
                "'\"$(x).txt",
                longName);
        for (String name : names) {
            write(name, name);
        }
        shell("printf bytes > \"$(printf 'bad\\377\\303.txt')\"");
        try (Connector connector = connector()) {
            List<String> ids =
                    inventory(connector).stream().map(Connector.Entry::nativeId).toList();
            assertThat(ids).hasSize(names.size() + 1).doesNotHaveDuplicates();
            for (String id : ids) {
                assertThat(connector.fetch(id)).as(id).isInstanceOfSatisfying(Fetched.Content.class, content -> {
                    String text = text(content);
                    assertThat(text.equals(id) || text.equals(" ") || text.equals("bytes") || text.equals("\uFFFD.txt"))
                            .isTrue();
                    content.close();
                });
            }
            assertThat(ids)
                    .contains(
                            "\uFFFD20", "bad\uFFFDFF\uFFFDC3.txt", "\uFFFDEF\uFFFDBF\uFFFDBD.txt", "line\nbreak\t.txt");
        }
    }

    @Test
    void specialFilesAreLeftAlone() throws Exception {
        shell("mkfifo pipe");
        try (Connector connector = connector()) {
            assertThat(inventory(connector)).isEmpty();
            assertThat(connector.fetch("pipe")).isInstanceOf(Fetched.Gone.class);
            assertThat(connector.fetch("pipe/below")).isInstanceOf(Fetched.Gone.class);
        }
    }

    @Test
    void aFreshFileHasNoRevisionToRelyOn() throws Exception {
        write("a.txt", "one");
        try (Connector connector = connector()) {
            assertThat(inventory(connector).getFirst().revision()).isNull();
        }
    }

    @Test
    void ignoredFilesDoNotExist() throws Exception {
        write(".git/config", "x");
        write("~$letter.docx", "x");
        write("node_modules/a/b.js", "x");
        write("drafts/a.txt", "x");
        write("keep/a.txt", "x");
        write(".hidden", "x");
        try (Connector connector =
                new FolderConnectorFactory().open(settings(Map.of("ignore", "/drafts/, !.hidden")))) {
            assertThat(inventory(connector))
                    .extracting(Connector.Entry::nativeId)
                    .containsExactlyInAnyOrder("keep/a.txt", ".hidden");
            assertThat(connector.fetch("drafts/a.txt")).isInstanceOf(Fetched.Gone.class);
        }
    }

    @Test
    void filesOfANewDirectoryAreNoticedAndSoIsItsEnd() throws Exception {
        try (Connector connector = connector()) {
            Path elsewhere = Files.createDirectories(directory.resolve("moved/deep"));
            Files.writeString(elsewhere.resolve("a.txt"), "one");
            Files.move(directory.resolve("moved"), root.resolve("moved"));
            awaitChange(connector, touches("moved/deep/a.txt"));
            write("moved/deep/b.txt", "two");
            awaitChange(connector, touches("moved/deep/b.txt"));
            Files.move(root.resolve("moved"), root.resolve("renamed"));
            awaitChange(
                    connector,
                    change -> change instanceof Change.SubtreeGone gone
                            && gone.prefix().equals("moved/"));
            write("renamed/deep/c.txt", "three");
            awaitChange(connector, touches("renamed/deep/c.txt"));
        }
    }

    @Test
    void tooManyChangesAtOnceCallForAListing() throws Exception {
        Folder folder = Folder.at(root);
        IgnoreRules ignored = new IgnoreRules(List.of());
        try (Connector connector =
                new FolderConnector(folder, ignored, Acl.everyone(), new FolderWatcher(folder, ignored, "docs", 5))) {
            for (int i = 0; i < 20; i++) {
                write("file-" + i + ".txt", "x");
            }
            Awaitility.await()
                    .pollInSameThread()
                    .atMost(Duration.ofSeconds(10))
                    .until(() ->
                            !connector.changes(null, Duration.ofMillis(200)).complete());
        }
    }

    @Test
    void aRootThatVanishedOrWasExchangedIsAnOutage() throws Exception {
        write("a.txt", "one");
        try (Connector connector = connector()) {
            Files.move(root, directory.resolve("away"));
            assertThatThrownBy(() -> inventory(connector)).isInstanceOf(OutageException.class);
            assertThatThrownBy(() -> connector.fetch("a.txt")).isInstanceOf(OutageException.class);
            Files.createDirectory(root);
            assertThatThrownBy(() -> inventory(connector)).isInstanceOf(OutageException.class);
            Changes changes = connector.changes(null, Duration.ofMillis(10));
            assertThat(changes.changes()).isEmpty();
        }
    }

    @Test
    void wrongSettingsAreNamed() {
        FolderConnectorFactory factory = new FolderConnectorFactory();
        assertThatThrownBy(() -> factory.check(new SourceSettings("docs", Map.of("path", "/no/such/place"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("tributary.sources.docs.path")
                .hasMessageContaining("/no/such/place");
        assertThatThrownBy(() -> factory.check(settings(Map.of("reader", "x"))))
                .hasMessageContaining("tributary.sources.docs.reader")
                .hasMessageContaining("readers");
        assertThatThrownBy(() -> factory.check(settings(Map.of("readers", "bob"))))
                .hasMessageContaining("user:");
    }

    private SourceSettings settings(Map<String, String> more) {
        Map<String, String> all = new java.util.HashMap<>(more);
        all.put("path", root.toString());
        return new SourceSettings("docs", all);
    }

    private void shell(String command) throws Exception {
        Process process = new ProcessBuilder("bash", "-c", command)
                .directory(root.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }
}
