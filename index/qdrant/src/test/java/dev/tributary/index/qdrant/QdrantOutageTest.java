package dev.tributary.index.qdrant;

import static dev.tributary.index.Fixtures.ask;
import static dev.tributary.index.Fixtures.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.events.OutageException;
import dev.tributary.index.ChunkIndex;
import dev.tributary.index.Fixtures;
import dev.tributary.index.SearchMode;
import dev.tributary.index.WriteOutcome;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that is not there, does not answer, comes back, or is not the right one. */
final class QdrantOutageTest {

    private static final String COLLECTION = "tributary-test";
    private static final Duration SHORT = Duration.ofMillis(300);

    private final FakeQdrant qdrant = new FakeQdrant("1.18.1", "key");

    @AfterEach
    void stop() {
        qdrant.close();
    }

    /** A call of the port. */
    interface Call {
        void on(ChunkIndex index);
    }

    static Stream<Call> calls() {
        return Stream.of(
                ChunkIndex::check,
                ChunkIndex::statistics,
                index -> index.scan(document -> {}),
                index -> index.commits(List.of(new UUID(1, 1))),
                index -> index.search(ask(SearchMode.HYBRID, "one")),
                index -> index.write(List.of(sample("a", "one").replace())));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void everyCallNamesTheServerThatIsDown(Call call) {
        qdrant.stop();
        try (ChunkIndex index = index("key", SHORT)) {
            assertThatThrownBy(() -> call.on(index))
                    .isInstanceOf(OutageException.class)
                    .hasMessageContaining("localhost:" + qdrant.port())
                    .hasMessageContaining("tributary.index.qdrant.host");
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void everyCallGivesUpOnAFrozenServer(Call call) {
        try (ChunkIndex index = index("key", SHORT)) {
            index.check();
            qdrant.faultAfter(0, FakeQdrant.Fault.SILENCE);

            assertThatThrownBy(() -> call.on(index))
                    .isInstanceOf(OutageException.class)
                    .hasMessageContaining("did not answer within PT0.3S");
        }
    }

    @Test
    void aServerThatComesBackIsUsedAgain() {
        try (ChunkIndex index = index("key", Duration.ofSeconds(5))) {
            assertThat(index.write(List.of(sample("a", "one").replace()))).containsExactly(WriteOutcome.APPLIED);
            qdrant.stop();
            assertThatThrownBy(index::check).isInstanceOf(OutageException.class);

            qdrant.restart();

            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(index.search(ask(SearchMode.KEYWORD, "one")))
                            .hasSize(1));
        }
    }

    @Test
    void theLengthOfAnOutageDoesNotMakeTheReturnSlower() {
        try (ChunkIndex index = index("key", Duration.ofSeconds(5))) {
            qdrant.stop();
            await().pollInterval(Duration.ofMillis(100))
                    .during(Duration.ofSeconds(6))
                    .until(() -> isDown(index));

            qdrant.restart();

            await().atMost(Duration.ofSeconds(2)).until(() -> !isDown(index));
        }
    }

    private static boolean isDown(ChunkIndex index) {
        try {
            index.check();
            return false;
        } catch (OutageException down) {
            return true;
        }
    }

    @Test
    void aWrongKeyIsAnOutageThatNamesTheSetting() {
        try (ChunkIndex index = index(null, SHORT)) {
            assertThatThrownBy(index::check)
                    .isInstanceOf(OutageException.class)
                    .hasMessageContaining("tributary.index.qdrant.api-key");
        }
    }

    @Test
    void anOldServerIsRefused() {
        try (FakeQdrant old = new FakeQdrant("1.15.4", null);
                ChunkIndex index = new QdrantChunkIndex(
                        new QdrantSettings("localhost", old.port(), null, false, SHORT),
                        COLLECTION,
                        Fixtures.DIMENSIONS)) {
            assertThatThrownBy(index::check)
                    .isInstanceOf(OutageException.class)
                    .hasMessage("Qdrant 1.15.4 cannot keep versions apart: 1.16 or newer is needed");
        }
    }

    @Test
    void aCollectionOfAnotherModelIsRefused() {
        try (ChunkIndex index = index("key", SHORT)) {
            index.check();
        }
        try (ChunkIndex other = new QdrantChunkIndex(settings("key", SHORT), COLLECTION, 384)) {
            assertThatThrownBy(other::check)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("has vectors of 8 dimensions")
                    .hasMessageContaining("384");
        }
    }

    @Test
    void nothingIsConnectedToBeforeItIsNeeded() {
        try (ChunkIndex index = index("key", SHORT)) {
            assertThat(index.dimensions()).isEqualTo(Fixtures.DIMENSIONS);
            assertThat(index.write(List.of())).isEmpty();
            assertThat(qdrant.calls()).isEmpty();
        }
    }

    @Test
    void settingsDoNotShowTheKey() {
        assertThat(settings("hush", SHORT)).asString().doesNotContain("hush");
    }

    private ChunkIndex index(@Nullable String apiKey, Duration timeout) {
        return new QdrantChunkIndex(settings(apiKey, timeout), COLLECTION, Fixtures.DIMENSIONS);
    }

    private QdrantSettings settings(@Nullable String apiKey, Duration timeout) {
        return new QdrantSettings("localhost", qdrant.port(), apiKey, false, timeout);
    }
}
