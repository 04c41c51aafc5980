package dev.tributary.index.qdrant;

import static dev.tributary.index.Fixtures.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.index.Chunk;
import dev.tributary.index.DocumentFacts;
import dev.tributary.index.Fixtures;
import io.qdrant.client.grpc.Points.PointStruct;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ChunkPointTest {

    private static final UUID DOCUMENT = UUID.fromString("11111111-2222-5333-8444-555555555555");

    @Test
    void theIdOfAChunkNeverChanges() {
        assertThat(ChunkPoint.pointId(DOCUMENT, 7, 3)).hasToString("c15aef78-f0e3-562e-a099-a89b78a69523");
        assertThat(ChunkPoint.pointId(DOCUMENT, 73, 0)).isNotEqualTo(ChunkPoint.pointId(DOCUMENT, 7, 30));
    }

    @Test
    void noTwoPairsOfMetadataShareAKeyword() {
        String large = "x".repeat(5000);
        assertThat(Stream.of(
                        ChunkPoint.metadataKeyword("a", "b=c"),
                        ChunkPoint.metadataKeyword("a=b", "c"),
                        ChunkPoint.metadataKeyword("a\\", "b=c"),
                        ChunkPoint.metadataKeyword("a\\=b", "c"),
                        ChunkPoint.metadataKeyword("a", large),
                        ChunkPoint.metadataKeyword("b", large)))
                .doesNotHaveDuplicates()
                .allSatisfy(keyword -> assertThat(keyword).hasSizeLessThanOrEqualTo(1000));
    }

    @Test
    void timesKeepTheirOrderAndFitIntoADouble() {
        List<Long> values = Stream.of(
                        Instant.MIN, Instant.parse("1969-12-31T23:59:59.999999Z"), Instant.EPOCH, Instant.MAX)
                .map(ChunkPoint::modifiedValue)
                .toList();

        assertThat(values).isSorted().doesNotHaveDuplicates();
        assertThat(values).allSatisfy(value -> assertThat((long) (double) value).isEqualTo(value));
    }

    @Test
    void aChunkWithoutWordsHasNoWordVector() {
        DocumentFacts facts = sample("a", "?").facts();
        ChunkPoint chunk = new ChunkPoint(DOCUMENT, 1, new Chunk(0, "?", List.of(), null, 0, 1));

        PointStruct point = chunk.toPoint(facts, Fixtures.vector("?"), new SparseVector(List.of(), List.of()));

        assertThat(point.getVectors().getVectors().getVectorsMap()).containsOnlyKeys(Fields.DENSE);
    }

    @Test
    void aChunkComesBackAsItWas() {
        Chunk chunk = sample("a", "one").chunks().getFirst();

        PointStruct point = new ChunkPoint(DOCUMENT, 9, chunk)
                .toPoint(sample("a", "one").facts(), Fixtures.vector("one"), new SparseVector(List.of(1), List.of(1f)));

        assertThat(ChunkPoint.of(point.getPayloadMap())).isEqualTo(new ChunkPoint(DOCUMENT, 9, chunk));
    }
}
