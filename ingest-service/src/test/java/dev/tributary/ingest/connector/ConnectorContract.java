package dev.tributary.ingest.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingest.connector.Changes.Change;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What every connector must do. A subclass brings the source. */
public abstract class ConnectorContract {

    /** A connector for a source that {@link #write}, {@link #delete} change. */
    protected abstract Connector connector();

    protected abstract void write(String nativeId, String text) throws IOException;

    protected abstract void delete(String nativeId) throws IOException;

    /** Lets time pass at the source, so that what was written is no longer fresh. */
    protected abstract void age(String nativeId) throws IOException;

    @Test
    void inventoryShowsEachDocumentOnce() throws Exception {
        write("a.txt", "one");
        write("b/c.txt", "two");
        try (Connector connector = connector()) {
            assertThat(inventory(connector))
                    .extracting(Connector.Entry::nativeId)
                    .containsExactlyInAnyOrder("a.txt", "b/c.txt");
        }
    }

    @Test
    void aDocumentKeepsItsRevisionUntilItChanges() throws Exception {
        write("a.txt", "one");
        age("a.txt");
        try (Connector connector = connector()) {
            List<Connector.Entry> first = inventory(connector);
            assertThat(first.getFirst().revision()).isNotNull();
            assertThat(inventory(connector)).isEqualTo(first);
            write("a.txt", "three");
            assertThat(inventory(connector)).isNotEqualTo(first);
        }
    }

    @Test
    void fetchBringsTheBytesAndTheRevisionOfTheListing() throws Exception {
        write("a.txt", "one");
        age("a.txt");
        try (Connector connector = connector()) {
            assertThat(connector.fetch("a.txt")).isInstanceOfSatisfying(Fetched.Content.class, content -> {
                assertThat(text(content)).isEqualTo("one");
                assertThat(content.size()).isEqualTo(3);
                assertThat(content.revision())
                        .isEqualTo(inventory(connector).getFirst().revision());
                assertThat(content.unchanged()).isTrue();
                content.close();
            });
        }
    }

    @Test
    void fetchSaysThatADocumentChangedMeanwhile() throws Exception {
        write("a.txt", "one");
        age("a.txt");
        try (Connector connector = connector();
                Fetched.Content content = (Fetched.Content) connector.fetch("a.txt")) {
            write("a.txt", "longer");
            assertThat(content.unchanged()).isFalse();
        }
    }

    @Test
    void whatIsNotThereIsGone() throws Exception {
        write("a.txt", "one");
        try (Connector connector = connector()) {
            delete("a.txt");
            assertThat(connector.fetch("a.txt")).isInstanceOf(Fetched.Gone.class);
            assertThat(connector.fetch("never.txt")).isInstanceOf(Fetched.Gone.class);
            assertThat(connector.fetch("")).isInstanceOf(Fetched.Gone.class);
        }
    }

    @Test
    void changesAreNoticed() throws Exception {
        write("a.txt", "one");
        try (Connector connector = connector()) {
            write("b.txt", "two");
            awaitChange(connector, touches("b.txt"));
            write("a.txt", "other");
            awaitChange(connector, touches("a.txt"));
            delete("a.txt");
            awaitChange(connector, touches("a.txt"));
        }
    }

    @Test
    void withoutChangesTheAnswerIsEmpty() throws Exception {
        try (Connector connector = connector()) {
            Changes changes = connector.changes(null, Duration.ofMillis(50));
            assertThat(changes.changes()).isEmpty();
            assertThat(changes.complete()).isTrue();
            assertThat(connector.waiting()).isZero();
        }
    }

    protected static List<Connector.Entry> inventory(Connector connector) {
        List<Connector.Entry> entries = new ArrayList<>();
        connector.inventory(entries::add);
        return entries;
    }

    protected static Predicate<Change> touches(String nativeId) {
        return change ->
                change instanceof Change.Touched touched && touched.nativeId().equals(nativeId);
    }

    protected static void awaitChange(Connector connector, Predicate<Change> wanted) {
        Callable<Boolean> seen = () -> connector.changes(null, Duration.ofMillis(500)).changes().stream()
                .anyMatch(wanted);
        Awaitility.await().pollInSameThread().atMost(Duration.ofSeconds(10)).until(seen);
    }

    protected static String text(Fetched.Content content) {
        try {
            return new String(content.bytes().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
