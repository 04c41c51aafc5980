package dev.tributary.ingest.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.broker.EmbeddedBroker;
import dev.tributary.events.DocumentCaptured;
import dev.tributary.events.DocumentIndexed;
import dev.tributary.events.GenerationEvent.LiveGenerationChosen;
import dev.tributary.events.Topic;
import dev.tributary.ingest.TestService;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents are as searchable as in the generation that answers, whatever happens in others. */
@SuppressWarnings("NullAway.Init")
class LiveGenerationTest {

    @TempDir
    private Path directory;

    private EmbeddedBroker broker;
    private TestService service;

    @BeforeEach
    void start() {
        broker = EmbeddedBroker.start(directory.resolve("kafka"));
        service = TestService.start(broker, directory.resolve("first"), List.of());
    }

    @AfterEach
    void stop() {
        service.close();
        broker.close();
    }

    @Test
    void whatIsIndexedBesideIsNoNewsUntilTheSwitchAndThenCounts() throws Exception {
        choose("old");
        DocumentCaptured both = push("both");
        DocumentCaptured beside = push("beside");
        indexed(both, "old");
        indexed(beside, "new");
        awaitState(both, DocumentState.INDEXED);
        assertThat(state(beside)).isEqualTo(DocumentState.PARSED);

        choose("new");
        awaitState(beside, DocumentState.INDEXED);
        assertThat(state(both)).isEqualTo(DocumentState.INDEXED);
        DocumentCaptured late = push("late");
        indexed(late, "old");
        indexed(push("after"), "new");
        awaitState(push("after"), DocumentState.INDEXED);
        assertThat(state(late)).isEqualTo(DocumentState.PARSED);

        service.close();
        service = TestService.start(broker, directory.resolve("rebuilt"), List.of());
        awaitState(beside, DocumentState.INDEXED);
        assertThat(state(both)).isEqualTo(DocumentState.PARSED);
    }

    @Test
    void asLongAsNoneWasChosenEverythingCounts() throws Exception {
        DocumentCaptured document = push("only");
        indexed(document, "whatever");
        awaitState(document, DocumentState.INDEXED);
    }

    private void choose(String generation) {
        service.publish(Topic.GENERATIONS, new LiveGenerationChosen(generation, Instant.now()));
        await().atMost(Duration.ofSeconds(20)).until(() -> service.catalog().liveGeneration(), generation::equals);
    }

    private DocumentCaptured push(String id) throws Exception {
        assertThat(service.put("/v1/sources/docs/documents/" + id, "text of " + id)
                        .statusCode())
                .isEqualTo(202);
        DocumentCaptured captured = service.log(Topic.CAPTURED).stream()
                .map(DocumentCaptured.class::cast)
                .filter(event -> event.nativeId().equals(id))
                .findFirst()
                .orElseThrow();
        service.parsed(captured);
        return captured;
    }

    private void indexed(DocumentCaptured captured, String generation) {
        Instant now = Instant.now();
        service.publish(
                Topic.INDEXED,
                new DocumentIndexed(
                        captured.documentId(),
                        captured.tenant(),
                        captured.source(),
                        captured.nativeId(),
                        captured.version(),
                        generation,
                        2,
                        2,
                        0,
                        new DocumentIndexed.Timings(now, now, now, 1, 2, 3, 4),
                        now));
    }

    private void awaitState(DocumentCaptured captured, DocumentState state) {
        await().atMost(Duration.ofSeconds(20)).until(() -> state(captured), state::equals);
    }

    private DocumentState state(DocumentCaptured captured) {
        return service.catalog()
                .find(captured.documentId())
                .map(CatalogDocument::state)
                .orElse(DocumentState.CAPTURED);
    }
}
