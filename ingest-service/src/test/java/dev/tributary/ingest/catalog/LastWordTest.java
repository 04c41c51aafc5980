package dev.tributary.ingest.catalog;

import static dev.tributary.ingest.catalog.OneDocument.indexed;
import static dev.tributary.ingest.catalog.OneDocument.parsed;
import static dev.tributary.ingest.catalog.OneDocument.rejected;
import static dev.tributary.ingest.catalog.OneDocument.removed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.broker.EmbeddedBroker;
import dev.tributary.events.DocumentEvent;
import dev.tributary.events.Event;
import dev.tributary.events.Topic;
import dev.tributary.ingest.TestService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process that was suspended says late is never the last thing that the log is told of a document. */
class LastWordTest {

    @Test
    void theNewestIsToldAgain(@TempDir Path directory) {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"));
                TestService service = TestService.start(broker, directory, List.of())) {
            service.publish(Topic.PARSED, parsed(2));
            service.publish(Topic.PARSED, parsed(1));
            service.publish(Topic.INDEXED, indexed(2, "generation"));
            service.publish(Topic.INDEXED, indexed(1, "generation"));

            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(versions(service.log(Topic.PARSED))).containsExactly(2L, 1L, 2L);
                assertThat(versions(service.log(Topic.INDEXED))).containsExactly(2L, 1L, 2L);
            });
        }
    }

    @Test
    void whatCameInOrderIsLeftAlone() {
        assertThat(overridden(
                        seen(Topic.PARSED, parsed(1)),
                        seen(Topic.PARSED, parsed(1)),
                        seen(Topic.PARSED, parsed(2)),
                        seen(Topic.INDEXED, indexed(1, "generation")),
                        seen(Topic.INDEXED, indexed(2, "generation"))))
                .isEmpty();
    }

    @Test
    void anEditThatOvertakesTheArchiveIsOverriddenByNothing() {
        assertThat(overridden(seen(Topic.PARSED, parsed(2)), seen(Topic.PARSED_BULK, parsed(1))))
                .isEmpty();
    }

    @Test
    void aRemovalIsToldAgainWhereATextOverridesIt() {
        assertThat(overridden(seen(Topic.PARSED_BULK, removed(2)), seen(Topic.PARSED_BULK, parsed(1))))
                .containsExactly(seen(Topic.PARSED_BULK, removed(2)));
    }

    @Test
    void aRejectionIsToldAgain() {
        assertThat(overridden(seen(Topic.INDEXED, rejected(2)), seen(Topic.INDEXED, rejected(1))))
                .containsExactly(seen(Topic.INDEXED, rejected(2)));
    }

    @Test
    void whatIsToldAgainIsSettled() {
        assertThat(overridden(
                        seen(Topic.PARSED, parsed(2)), seen(Topic.PARSED, parsed(1)), seen(Topic.PARSED, parsed(2))))
                .isEmpty();
    }

    @Test
    void anotherGenerationMayHaveComeLessFar() {
        try (Catalog catalog = new Catalog(Path.of(":memory:"))) {
            catalog.applyUpTo(List.of(seen(Topic.INDEXED, indexed(2, "old"))), Map.of());
            catalog.liveGeneration("new", Map.of());
            catalog.applyUpTo(List.of(seen(Topic.INDEXED, indexed(1, "new"))), Map.of());

            assertThat(catalog.overridden(10)).isEmpty();
        }
    }

    private static List<Catalog.Seen> overridden(Catalog.Seen... log) {
        try (Catalog catalog = new Catalog(Path.of(":memory:"))) {
            catalog.applyUpTo(List.of(log), Map.of());
            return catalog.overridden(10);
        }
    }

    private static List<Long> versions(List<Event> events) {
        List<Long> versions = new ArrayList<>();
        events.forEach(event -> versions.add(((DocumentEvent) event).version()));
        return versions;
    }

    private static Catalog.Seen seen(Topic topic, Event event) {
        return new Catalog.Seen(topic, event);
    }
}
