package dev.tributary.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.content.ContentStore;
import dev.tributary.content.FileContentStore;
import dev.tributary.content.ParsedText;
import dev.tributary.events.CaptureEvent;
import dev.tributary.events.DocumentCaptured;
import dev.tributary.events.DocumentKey;
import dev.tributary.events.DocumentParsed;
import dev.tributary.events.DocumentRejected;
import dev.tributary.events.DocumentRemoved;
import dev.tributary.events.DocumentVersion;
import dev.tributary.events.Event;
import dev.tributary.events.OutageException;
import dev.tributary.events.RejectionReason;
import dev.tributary.events.Topic;
import dev.tributary.parser.DocumentParser;
import dev.tributary.parser.ParseOutcome;
import dev.tributary.parser.ParseRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParsingDocumentsTest {

    private final AtomicInteger parses = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final Queue<Event> parsed = new ConcurrentLinkedQueue<>();
    private final Queue<Event> ended = new ConcurrentLinkedQueue<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private ContentStore store;

    @BeforeEach
    void start() {
        store = new FileContentStore(directory);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void textGoesToTheStoreAndItsReferenceOn() {
        process(captured("a.txt", 1, "some text"));
        assertThat(parsed).singleElement().isInstanceOfSatisfying(DocumentParsed.class, event -> {
            assertThat(event.version()).isEqualTo(1);
            assertThat(ParsedText.fromJson(store.read("default", event.text())).markdown())
                    .isEqualTo("some text");
        });
    }

    @Test
    void theSameBytesAreParsedOnceWhateverTheirName() {
        process(captured("a.txt", 1, "some text"));
        process(captured("a.txt", 1, "some text"));
        process(captured("b/c.txt", 2, "some text"));
        assertThat(parsed).hasSize(3);
        assertThat(parses).hasValue(1);
    }

    @Test
    void anotherEndingMayMeanAnotherFormat() {
        process(captured("a.txt", 1, "some text"));
        process(captured("a.csv", 1, "some text"));
        assertThat(parses).hasValue(2);
    }

    @Test
    void aBadFileIsRejectedAndTheOthersGoOn() {
        process(captured("a.txt", 1, "encrypted"), captured("b.txt", 1, "some text"));
        assertThat(ended).singleElement().isInstanceOfSatisfying(DocumentRejected.class, event -> {
            assertThat(event.nativeId()).isEqualTo("a.txt");
            assertThat(event.reason()).isEqualTo(RejectionReason.ENCRYPTED);
            assertThat(event.message()).isEqualTo("Needs a password.");
        });
        assertThat(parsed)
                .singleElement()
                .extracting(event -> ((DocumentParsed) event).nativeId())
                .isEqualTo("b.txt");
    }

    @Test
    void aRemovalIsPassedOnAsItIs() {
        DocumentRemoved removed = new DocumentRemoved(
                new DocumentKey("default", "source", "a.txt").documentId(),
                "default",
                "source",
                "a.txt",
                3,
                "folder",
                Instant.EPOCH,
                Instant.EPOCH);
        process(removed);
        assertThat(parsed).containsExactly(removed);
    }

    @Test
    void anOutageEndsTheBatchAfterTheOthersAreDone() {
        assertThatThrownBy(() -> process(captured("a.txt", 1, "outage"), captured("b.txt", 1, "some text")))
                .isInstanceOf(OutageException.class);
        assertThat(parsed).hasSize(1);
        assertThat(ended).isEmpty();
    }

    @Test
    void aRejectionPassesOnTheRemovalThatThisStageMayNeverHaveMet() {
        DocumentCaptured cameBack = captured("a.txt", 3, "encrypted", 2L);
        process(cameBack);
        assertThat(parsed).singleElement().isInstanceOfSatisfying(DocumentRemoved.class, removed -> {
            assertThat(removed.documentId()).isEqualTo(cameBack.documentId());
            assertThat(removed.version()).isEqualTo(2);
        });
        assertThat(ended).hasSize(1);
    }

    private void process(CaptureEvent... batch) {
        DocumentParser parser = new ScriptedParser();
        new ParsingDocuments(store, parser, threads, new SimpleMeterRegistry(), Clock.systemUTC())
                .process(List.of(batch), (topic, event) -> (topic == Topic.PARSED ? parsed : ended).add(event));
    }

    private DocumentCaptured captured(String nativeId, long version, String text) {
        return captured(nativeId, version, text, null);
    }

    private DocumentCaptured captured(String nativeId, long version, String text, @Nullable Long removedVersion) {
        DocumentVersion document = new DocumentVersion(
                new DocumentKey("default", "source", nativeId).documentId(),
                "default",
                "source",
                nativeId,
                version,
                "folder",
                "file:///" + nativeId,
                null,
                null,
                Map.of(),
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                removedVersion);
        return new DocumentCaptured(
                document, store.put("default", text.getBytes(StandardCharsets.UTF_8)), null, nativeId, null);
    }

    /** Takes bytes as text, and does what some texts say. */
    private final class ScriptedParser implements DocumentParser {

        @Override
        public ParseOutcome parse(ParseRequest request) {
            parses.incrementAndGet();
            String text = read(request);
            return switch (text) {
                case "encrypted" ->
                    new ParseOutcome.Rejected(RejectionReason.ENCRYPTED, "Needs a password.", "text/plain");
                case "outage" -> throw new OutageException("no worker", null);
                default ->
                    new ParseOutcome.Parsed(
                            new ParsedText("text/plain", null, null, text, List.of(), List.of(), Map.of(), List.of()));
            };
        }

        private static String read(ParseRequest request) {
            try (InputStream bytes = request.content().open()) {
                return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException failure) {
                throw new OutageException("content", failure);
            }
        }

        @Override
        public void close() {}
    }
}
