package dev.tributary.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.events.ContentReference;
import dev.tributary.events.DocumentCaptured;
import dev.tributary.events.DocumentIndexed;
import dev.tributary.events.DocumentKey;
import dev.tributary.events.DocumentVersion;
import dev.tributary.events.Topic;
import dev.tributary.ingest.IngestProperties;
import dev.tributary.ingest.IngestRole;
import dev.tributary.ingest.catalog.Catalog;
import dev.tributary.ingest.catalog.Catalog.Seen;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** A connector waits while the stages behind it are full of its own documents, never because they are full of others'. */
@SuppressWarnings("NullAway.Init")
class PaceTest {

    private static final String TENANT = "default";
    private static final long MAX_PENDING = 4;
    private static final Duration SOON = Duration.ofSeconds(20);

    private final CountDownLatch stop = new CountDownLatch(1);

    @TempDir
    private Path directory;

    private Catalog catalog;

    @BeforeEach
    void open() {
        catalog = new Catalog(directory.resolve("catalog.db"));
    }

    @AfterEach
    void close() {
        stop.countDown();
        catalog.close();
    }

    @Test
    void aSourceWithMoreThanItsShareWaitsForTheStages() throws Exception {
        captured(Topic.CAPTURED, "archive", 5);
        Thread scan = keepPace("archive");
        await().atMost(SOON).until(() -> scan.getState() == Thread.State.TIMED_WAITING);

        indexed("archive", 3);
        assertThat(scan.join(SOON)).isTrue();
    }

    @Test
    void aSourceWithLessThanItsShareGoesOnWhateverOthersHave() throws Exception {
        captured(Topic.CAPTURED, "archive", 500);
        captured(Topic.CAPTURED, "desk", 2);
        assertThat(keepPace("desk").join(SOON)).isTrue();
    }

    @Test
    void aSourceDoesNotQueueBehindTheArchiveOfAnother() throws Exception {
        captured(Topic.CAPTURED_BULK, "archive", 21);
        captured(Topic.CAPTURED, "library", 20);
        Thread scan = keepPace("library", 1_000);
        await().atMost(SOON).until(() -> scan.getState() == Thread.State.TIMED_WAITING);

        indexed("library", 1);
        assertThat(scan.join(SOON)).isTrue();
    }

    private Thread keepPace(String source) {
        return keepPace(source, MAX_PENDING);
    }

    private Thread keepPace(String source, long maxPending) {
        Pace pace = new Pace(catalog, properties(maxPending), TENANT, source, 2, stop);
        return Thread.ofPlatform().start(() -> {
            try {
                pace.keep();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private IngestProperties properties(long maxPending) {
        return new IngestProperties(
                Set.of(IngestRole.CONNECT), directory, "test", maxPending, 20, DataSize.ofMegabytes(1), SOON);
    }

    private void captured(Topic topic, String source, int documents) {
        catalog.apply(IntStream.range(0, documents)
                .mapToObj(i -> new Seen(
                        topic,
                        new DocumentCaptured(
                                version(source, i), new ContentReference("a".repeat(64), 1), null, null, null)))
                .toList());
    }

    private void indexed(String source, int documents) {
        Instant now = Instant.now();
        DocumentIndexed.Timings timings = new DocumentIndexed.Timings(now, now, now, 1, 1, 1, 1);
        catalog.apply(IntStream.range(0, documents)
                .mapToObj(i -> version(source, i))
                .map(document -> new Seen(
                        Topic.INDEXED,
                        new DocumentIndexed(
                                document.documentId(),
                                TENANT,
                                source,
                                document.nativeId(),
                                document.version(),
                                "generation",
                                1,
                                1,
                                0,
                                timings,
                                now)))
                .toList());
    }

    private static DocumentVersion version(String source, int number) {
        DocumentKey key = new DocumentKey(TENANT, source, "document-" + number);
        Instant now = Instant.now();
        return new DocumentVersion(
                key.documentId(),
                TENANT,
                source,
                key.nativeId(),
                1,
                "folder",
                "urn:" + number,
                null,
                null,
                Map.of(),
                null,
                now,
                now);
    }
}
