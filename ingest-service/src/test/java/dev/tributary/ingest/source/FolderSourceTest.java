package dev.tributary.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.broker.EmbeddedBroker;
import dev.tributary.events.DocumentCaptured;
import dev.tributary.events.DocumentEvent;
import dev.tributary.events.DocumentKey;
import dev.tributary.events.DocumentRejected;
import dev.tributary.events.DocumentRemoved;
import dev.tributary.events.RejectionReason;
import dev.tributary.events.Topic;
import dev.tributary.ingest.TestService;
import dev.tributary.ingest.catalog.CatalogDocument;
import dev.tributary.ingest.catalog.DocumentState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A folder, from its files to the log; each test has a tenant and a catalog of its own. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FolderSourceTest {

    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2025-01-05T08:00:00Z"));

    @TempDir
    private static Path shared;

    private static EmbeddedBroker broker;

    private TestSource source;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(shared.resolve("kafka"));
        Awaitility.setDefaultTimeout(Duration.ofSeconds(20));
        Awaitility.setDefaultPollInterval(Duration.ofMillis(20));
    }

    @AfterAll
    static void stopBroker() {
        Awaitility.reset();
        broker.close();
    }

    @BeforeEach
    void makeRoot(TestInfo test) throws IOException {
        source = TestSource.in(
                shared, test.getTestMethod().orElseThrow().getName().toLowerCase(java.util.Locale.ROOT), broker);
    }

    @Test
    void capturesAFolderAndFollowsIt() throws Exception {
        write("a.txt", "one");
        write("sub/b.txt", "two");
        write("empty.txt", "");
        write("large.txt", "x".repeat(2_000));
        try (TestService service = source.start("max-bytes=1KB")) {
            service.awaitCaptured();
            assertThat(ids(events(service, DocumentCaptured.class))).containsExactlyInAnyOrder("a.txt", "sub/b.txt");
            assertThat(rejections(service))
                    .isEqualTo(Map.of("empty.txt", RejectionReason.EMPTY, "large.txt", RejectionReason.TOO_LARGE));
            write("c.txt", "three");
            await().until(() -> document(service, "c.txt") == DocumentState.CAPTURED);
            write("empty.txt", "no longer");
            await().until(() -> document(service, "empty.txt") == DocumentState.CAPTURED);
            Files.delete(source.root().resolve("a.txt"));
            await().until(() -> document(service, "a.txt") == DocumentState.REMOVED);
            assertThat(service.get("/v1/status").path("idle").asBoolean()).isFalse();
            service.process(source.name());
            service.awaitIdle();
            JsonNode status = service.get("/v1/status").path("sources").get(0);
            assertThat(status.path("indexed").asInt()).isEqualTo(3);
            assertThat(status.path("failed").asInt()).isEqualTo(1);
            assertThat(status.path("removed").asInt()).isEqualTo(1);
        }
    }

    @Test
    void aRestartReadsNothingThatDidNotChange() throws Exception {
        for (int i = 0; i < 5; i++) {
            write(i + ".txt", "text " + i);
            age(i + ".txt");
        }
        try (TestService service = source.start()) {
            service.awaitCaptured();
            assertThat(service.bean(CountingConnectors.class).fetched()).isEqualTo(5);
        }
        write("1.txt", "other 1");
        try (TestService service = source.start()) {
            service.awaitCaptured();
            assertThat(service.bean(CountingConnectors.class).fetched()).isEqualTo(1);
            assertThat(events(service, DocumentCaptured.class)).hasSize(6);
        }
        Files.delete(source.root().resolve("2.txt"));
        try (TestService service = source.start()) {
            service.awaitCaptured();
            assertThat(ids(events(service, DocumentRemoved.class))).containsExactly("2.txt");
        }
    }

    @Test
    void aCatalogThatIsLostIsMadeAgain() throws Exception {
        write("a.txt", "one");
        write("b.txt", "two");
        write("c.txt", "");
        Map<UUID, CatalogDocument> before;
        try (TestService service = source.start()) {
            service.awaitCaptured();
            Files.delete(source.root().resolve("b.txt"));
            await().until(() -> document(service, "b.txt") == DocumentState.REMOVED);
            service.process(source.name());
            service.awaitIdle();
            before = catalog(service);
        }
        try (Stream<Path> files = Files.list(source.data().resolve("ingest"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        try (TestService service = source.start()) {
            service.awaitCaptured();
            assertThat(catalog(service)).isEqualTo(before);
            assertThat(events(service, DocumentCaptured.class)).hasSize(2);
        }
    }

    @Test
    void aDamagedCatalogIsMadeAgain() throws Exception {
        write("a.txt", "one");
        try (TestService service = source.start()) {
            service.awaitCaptured();
        }
        Files.writeString(source.data().resolve("ingest/catalog.db"), "this is no database".repeat(1_000));
        try (TestService service = source.start()) {
            service.awaitCaptured();
            assertThat(document(service, "a.txt")).isEqualTo(DocumentState.CAPTURED);
            assertThat(events(service, DocumentCaptured.class)).hasSize(1);
        }
    }

    @Test
    void aRenamedFolderIsCapturedBeforeItIsRemoved() throws Exception {
        for (int i = 0; i < 40; i++) {
            write("old/" + i + ".txt", "text " + i);
        }
        try (TestService service = source.start()) {
            service.awaitCaptured();
            Files.move(source.root().resolve("old"), source.root().resolve("new"));
            await().until(() -> events(service, DocumentRemoved.class).size() == 40);
            Map<String, DocumentCaptured> captured = events(service, DocumentCaptured.class).stream()
                    .collect(Collectors.toMap(DocumentCaptured::nativeId, Function.identity()));
            assertThat(captured).hasSize(80);
            for (DocumentRemoved removed : events(service, DocumentRemoved.class)) {
                DocumentCaptured before = Objects.requireNonNull(captured.get(removed.nativeId()));
                DocumentCaptured moved =
                        Objects.requireNonNull(captured.get(removed.nativeId().replace("old/", "new/")));
                assertThat(moved.document().capturedAt()).isBeforeOrEqualTo(removed.removedAt());
                assertThat(moved.content()).isEqualTo(before.content());
            }
        }
    }

    @Test
    void aFolderThatWasRenamedWhileNobodyLookedIsNoMassDeletion() throws Exception {
        for (int i = 0; i < 40; i++) {
            write("old/" + i + ".txt", "text " + i);
        }
        try (TestService service = source.start()) {
            service.awaitCaptured();
        }
        Files.move(source.root().resolve("old"), source.root().resolve("new"));
        try (TestService service = source.start()) {
            service.awaitCaptured();
            assertThat(events(service, DocumentRemoved.class)).hasSize(40);
        }
    }

    @Test
    void whatWasTooLargeIsTakenOnceTheLimitAllowsIt() throws Exception {
        write("large.txt", "x".repeat(2_000));
        try (TestService service = source.start("max-bytes=1KB")) {
            await().until(() -> document(service, "large.txt") == DocumentState.REJECTED);
        }
        try (TestService service = source.start("max-bytes=1KB")) {
            await().until(() -> source.phase(service).equals("following"));
            assertThat(service.log(Topic.INDEXED).stream()
                            .filter(event -> event instanceof DocumentRejected rejected
                                    && rejected.source().equals(source.name())))
                    .hasSize(1);
        }
        try (TestService service = source.start("max-bytes=1MB")) {
            await().until(() -> document(service, "large.txt") == DocumentState.CAPTURED);
        }
    }

    @Test
    void aMassDeletionWaitsForAPerson() throws Exception {
        for (int i = 0; i < 50; i++) {
            write(i + ".txt", "text " + i);
        }
        try (TestService service = source.start()) {
            service.awaitCaptured();
        }
        for (int i = 0; i < 40; i++) {
            Files.delete(source.root().resolve(i + ".txt"));
        }
        try (TestService service = source.start()) {
            service.awaitCaptured();
            JsonNode status = service.get("/v1/status").path("sources").get(0);
            assertThat(status.path("heldDeletions").asInt()).isEqualTo(40);
            assertThat(status.path("message").asString()).contains("40 of its 50", "held-deletions");
            assertThat(events(service, DocumentRemoved.class)).isEmpty();
        }
        try (TestService service = source.start("mass-deletion=allow")) {
            service.awaitCaptured();
            assertThat(events(service, DocumentRemoved.class)).hasSize(40);
        }
    }

    @Test
    void anEditThatIsWatchedIsReadThoughSizeAndTimeAreAsBefore() throws Exception {
        writeLongAgo("a.txt", "one");
        try (TestService service = source.start("rescan=1h")) {
            service.awaitCaptured();
            writeLongAgo("a.txt", "two");
            await().until(() -> events(service, DocumentCaptured.class).size() == 2);
        }
    }

    @Test
    void anEditWhileNobodyLookedIsReadThoughSizeAndTimeAreAsBefore() throws Exception {
        writeLongAgo("a.txt", "one");
        try (TestService service = source.start("rescan=1h")) {
            service.awaitCaptured();
        }
        writeLongAgo("a.txt", "two");
        try (TestService service = source.start("rescan=1h")) {
            await().until(() -> events(service, DocumentCaptured.class).size() == 2);
        }
    }

    @Test
    void anEditThatLeavesSizeAndSecondAsTheyAreIsNoticed() throws Exception {
        write("a.txt", "one");
        try (TestService service = source.start("rescan=200ms")) {
            service.awaitCaptured();
            FileTime time = Files.getLastModifiedTime(source.root().resolve("a.txt"));
            write("a.txt", "two");
            Files.setLastModifiedTime(source.root().resolve("a.txt"), time);
            await().until(() -> events(service, DocumentCaptured.class).size() == 2);
        }
    }

    @Test
    void aSourceOutOfReachIsTriedAgainAndLosesNothing() throws Exception {
        write("a.txt", "one");
        try (TestService service = source.start("rescan=200ms")) {
            service.awaitCaptured();
            Files.move(source.root(), source.data().resolve("away"));
            await().until(() -> source.phase(service).equals("waiting"));
            assertThat(service.get("/v1/status").path("idle").asBoolean()).isFalse();
            Files.move(source.data().resolve("away"), source.root());
            service.awaitCaptured();
            assertThat(events(service, DocumentRemoved.class)).isEmpty();
        }
    }

    @Test
    void oneUnreadableDocumentCostsOnlyItself() throws Exception {
        write("a.txt", "one");
        write("unreadable.txt", "two");
        try (TestService service = source.start("rescan=200ms")) {
            service.awaitCaptured();
            assertThat(rejections(service)).isEqualTo(Map.of("unreadable.txt", RejectionReason.UNREADABLE));
            assertThat(ids(events(service, DocumentCaptured.class))).containsExactly("a.txt");
            write("b.txt", "three");
            await().until(() -> document(service, "b.txt") == DocumentState.CAPTURED);
            assertThat(service.log(Topic.INDEXED).stream()
                            .filter(event -> event instanceof DocumentRejected rejected
                                    && rejected.source().equals(source.name())))
                    .hasSize(1);
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void thousandsOfFilesAreCapturedInBoundedTime() throws Exception {
        for (int i = 0; i < 3_000; i++) {
            write("d" + i % 30 + "/" + i + ".txt", "text " + i);
        }
        Instant start = Instant.now();
        try (TestService service = source.start("rescan=1h", "max-bytes=1MB")) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> source.phase(service).equals("following"));
            assertThat(events(service, DocumentCaptured.class)).hasSize(3_000);
        }
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(30));
    }

    private void write(String name, String text) throws IOException {
        Path file = source.root().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** As if it had been written then: size and time tell nothing about the text. */
    private void writeLongAgo(String name, String text) throws IOException {
        write(name, text);
        Files.setLastModifiedTime(source.root().resolve(name), LONG_AGO);
    }

    private void age(String name) throws IOException {
        Files.setLastModifiedTime(
                source.root().resolve(name), FileTime.from(Instant.now().minusSeconds(60)));
    }

    private DocumentState document(TestService service, String nativeId) {
        return service.catalog()
                .find(new DocumentKey(source.name(), source.name(), nativeId).documentId())
                .map(CatalogDocument::state)
                .orElse(DocumentState.REJECTED);
    }

    private <E extends DocumentEvent> List<E> events(TestService service, Class<E> type) {
        return service.log(Topic.CAPTURED).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(event -> event.source().equals(source.name()))
                .toList();
    }

    private Map<String, RejectionReason> rejections(TestService service) {
        return service.log(Topic.INDEXED).stream()
                .filter(event -> event instanceof DocumentRejected rejected
                        && rejected.source().equals(source.name()))
                .map(DocumentRejected.class::cast)
                .collect(Collectors.toMap(DocumentRejected::nativeId, DocumentRejected::reason, (one, two) -> two));
    }

    private Map<UUID, CatalogDocument> catalog(TestService service) {
        return service.catalog().page(source.name(), source.name(), null, null, 100).stream()
                .collect(Collectors.toMap(
                        CatalogDocument::documentId,
                        document -> new CatalogDocument(
                                document.documentId(),
                                document.tenant(),
                                document.source(),
                                document.nativeId(),
                                document.newest(),
                                document.bulkVersion(),
                                null)));
    }

    private static List<String> ids(List<? extends DocumentEvent> events) {
        return events.stream().map(DocumentEvent::nativeId).toList();
    }
}
