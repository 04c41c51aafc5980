package dev.tributary.index.qdrant;

import dev.tributary.index.ChunkIndex;
import dev.tributary.index.ChunkIndexContract;
import dev.tributary.index.Fixtures;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** The contract over a wire: against a server of today, and against the oldest one that will do. */
final class FakeQdrantChunkIndexTest {

    abstract static class OverTheWire extends ChunkIndexContract {

        private final FakeQdrant qdrant;

        OverTheWire(String version) {
            this.qdrant = new FakeQdrant(version, null);
        }

        @Override
        protected final ChunkIndex open() {
            return new QdrantChunkIndex(
                    new QdrantSettings("localhost", qdrant.port(), null, false, Duration.ofSeconds(10)),
                    "tributary-test",
                    Fixtures.DIMENSIONS);
        }

        @Override
        protected final Optional<ChunkIndex> reopen() {
            return Optional.of(open());
        }

        @AfterEach
        final void stop() {
            qdrant.close();
        }
    }

    @Nested
    final class Today extends OverTheWire {
        Today() {
            super("1.18.1");
        }
    }

    /** Skips update modes, which it does not know. */
    @Nested
    final class Oldest extends OverTheWire {
        Oldest() {
            super("1.16.0");
        }
    }
}
