package dev.tributary.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.content.ContentStore;
import dev.tributary.content.FileContentStore;
import dev.tributary.events.DocumentEvent;
import dev.tributary.events.DocumentKey;
import dev.tributary.events.DocumentRemoved;
import dev.tributary.events.OutageException;
import dev.tributary.ingest.capture.CapturingDocuments.Reading;
import dev.tributary.ingest.catalog.Catalog;
import dev.tributary.ingest.catalog.Catalog.Seen;
import dev.tributary.ingest.connector.DocumentFacts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka took a transaction and did not get to say so: whoever asked goes on as if nothing had been taken. */
class UnansweredTransactionTest {

    private static final DocumentKey KEY = new DocumentKey("default", "source", "a.txt");
    private static final Clock STOPPED = Clock.fixed(Instant.parse("2026-03-14T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private ContentStore store;

    @SuppressWarnings("NullAway.Init")
    private Catalog catalog;

    @SuppressWarnings("NullAway.Init")
    private UnthreadedCapture capture;

    private final Log log = new Log();

    @BeforeEach
    void start() {
        store = new FileContentStore(directory.resolve("content"));
        catalog = new Catalog(directory.resolve("catalog.db"));
        capture = new UnthreadedCapture(store, catalog, log, STOPPED, 50, new SimpleMeterRegistry());
    }

    @AfterEach
    void stop() {
        catalog.close();
    }

    @Test
    void goingBackToWhatWasBeforeIsAChange() throws InterruptedException {
        put("one").join();
        log.silent = true;
        assertThat(put("two")).isCompletedExceptionally();
        log.silent = false;

        assertThat(put("one").join().changed()).isTrue();
        assertThat(put("one").join().changed()).isFalse();
    }

    @Test
    void aDocumentThatNobodyWasToldOfCanBeRemoved() throws InterruptedException {
        log.silent = true;
        assertThat(put("one")).isCompletedExceptionally();
        log.silent = false;

        CompletableFuture<Captured> removed = capture.capturing().remove(KEY, "push", STOPPED.instant());
        capture.commit();

        assertThat(removed.join().changed()).isTrue();
        assertThat(log.said.getLast().event()).isInstanceOf(DocumentRemoved.class);
    }

    @Test
    void noVersionIsGivenTwice() throws InterruptedException {
        log.silent = true;
        assertThat(put("one")).isCompletedExceptionally();
        log.silent = false;
        put("two").join();

        assertThat(log.said)
                .extracting(seen -> ((DocumentEvent) seen.event()).version())
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    private CompletableFuture<Captured> put(String text) throws InterruptedException {
        DocumentFacts facts = new DocumentFacts("file:///a.txt", null, null, "a.txt", null, Map.of(), null);
        CompletableFuture<Captured> captured = capture.capturing()
                .capture(
                        KEY,
                        new Reading("push", 1000),
                        facts,
                        store.put("default", text.getBytes(StandardCharsets.UTF_8)),
                        STOPPED.instant());
        capture.commit();
        return captured;
    }

    private final class Log implements UnthreadedCapture.Log {

        private final List<Seen> said = new ArrayList<>();
        private boolean silent;

        @Override
        public void settle() {}

        @Override
        public void commit(List<Seen> events) {
            said.addAll(events);
            if (silent) {
                throw new OutageException("no answer", null);
            }
        }

        @Override
        public void readToEnd() {
            catalog.apply(said);
        }
    }
}
