package dev.tributary.index.qdrant;

import static dev.tributary.index.Fixtures.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.index.ChunkIndex;
import dev.tributary.index.Fixtures;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The end of a collection. */
final class QdrantDeletionTest {

    @Test
    void oneCollectionGoesTheOtherStaysAndASecondTimeChangesNothing() {
        try (FakeQdrant qdrant = new FakeQdrant()) {
            QdrantSettings settings =
                    new QdrantSettings("localhost", qdrant.port(), null, false, Duration.ofSeconds(10));
            for (String name : List.of("old", "new")) {
                try (ChunkIndex index = new QdrantChunkIndex(settings, name, Fixtures.DIMENSIONS)) {
                    index.write(List.of(sample("a", "one").replace()));
                }
            }

            QdrantChunkIndex.delete(settings, "old");
            QdrantChunkIndex.delete(settings, "old");

            assertThat(qdrant.collections()).containsExactly("new");
        }
    }
}
