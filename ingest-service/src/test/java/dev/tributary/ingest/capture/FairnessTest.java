package dev.tributary.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.broker.EmbeddedBroker;
import dev.tributary.events.DocumentCaptured;
import dev.tributary.events.Topic;
import dev.tributary.ingest.TestService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose documents wait for whose, seen from the topics that they take. */
@SuppressWarnings("NullAway.Init")
class FairnessTest {

    private static final int FEW = 20;
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private EmbeddedBroker broker;
    private TestService service;

    @BeforeEach
    void start() {
        broker = EmbeddedBroker.start(directory.resolve("kafka"));
        service =
                TestService.start(broker, directory.resolve("data"), List.of(), "--tributary.ingest.push-timeout=60s");
    }

    @AfterEach
    void stop() {
        service.close();
        broker.close();
    }

    @Test
    void anArchiveQueuesBehindItselfAndItsOwnEditsDoNot() throws Exception {
        push("archive", 0, FEW + 5);
        assertThat(onTopic(Topic.CAPTURED, "archive")).hasSize(FEW);
        assertThat(onTopic(Topic.CAPTURED_BULK, "archive")).hasSize(5);

        onTopic(Topic.CAPTURED, "archive").forEach(this::finish);
        await().atMost(SOON).until(() -> waiting("archive") == 5);
        push("archive", 0, 1, "edited");
        assertThat(onTopic(Topic.CAPTURED, "archive")).hasSize(FEW + 1);
    }

    @Test
    void whoComesWithManyIsSlowedDownRatherThanQueuedBehindTheArchiveOfAnother() throws Exception {
        push("archive", 0, 2 * FEW + 1);
        push("library", 0, FEW);
        try (ExecutorService caller = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Void> next = CompletableFuture.runAsync(() -> pushUnchecked("library"), caller);
            push("desk", 0, 1);
            assertThat(onTopic(Topic.CAPTURED, "desk")).hasSize(1);
            assertThat(next).isNotDone();

            finish(onTopic(Topic.CAPTURED, "library").getFirst());
            next.get(SOON.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(onTopic(Topic.CAPTURED, "library")).hasSize(FEW + 1);
        assertThat(onTopic(Topic.CAPTURED_BULK, "library")).isEmpty();
    }

    @Test
    void whenNobodyElseWaitsThereTheBulkTopicIsForAll() throws Exception {
        push("archive", 0, FEW + 2);
        onTopic(Topic.CAPTURED, "archive").forEach(this::finish);
        onTopic(Topic.CAPTURED_BULK, "archive").forEach(this::finish);
        await().atMost(SOON).until(() -> waiting("archive") == 0);
        push("library", 0, FEW + 2);
        assertThat(onTopic(Topic.CAPTURED_BULK, "library")).hasSize(2);
    }

    private void pushUnchecked(String source) {
        try {
            push(source, FEW, FEW + 1);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void push(String source, int from, int to) throws Exception {
        push(source, from, to, "text");
    }

    private void push(String source, int from, int to, String text) throws Exception {
        for (int i = from; i < to; i++) {
            assertThat(service.put("/v1/sources/" + source + "/documents/" + i, text + " of " + i)
                            .statusCode())
                    .isEqualTo(202);
        }
    }

    private void finish(DocumentCaptured captured) {
        service.parsed(captured);
        service.indexed(captured);
    }

    private List<DocumentCaptured> onTopic(Topic topic, String source) {
        return service.logOf(topic).stream()
                .map(DocumentCaptured.class::cast)
                .filter(captured -> captured.source().equals(source))
                .toList();
    }

    private long waiting(String source) {
        return Stream.of(true, false)
                .mapToLong(bulk -> service.catalog().waitingDocuments("default", source, bulk, 1_000))
                .sum();
    }
}
