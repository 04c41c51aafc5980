package dev.tributary.index.qdrant;

import static dev.tributary.index.Fixtures.ask;
import static dev.tributary.index.Fixtures.reader;
import static dev.tributary.index.Fixtures.readers;
import static dev.tributary.index.Fixtures.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.events.Access;
import dev.tributary.events.OutageException;
import dev.tributary.index.ChunkIndex;
import dev.tributary.index.ChunkIndex.StoredDocument;
import dev.tributary.index.DocumentWrite;
import dev.tributary.index.Fixtures;
import dev.tributary.index.Hit;
import dev.tributary.index.Sample;
import dev.tributary.index.SearchMode;
import io.qdrant.client.grpc.Common.Filter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A writer that dies between any two of its calls, or after one whose answer it never saw; and one that comes late. */
final class QdrantCrashTest {

    private static final String COLLECTION = "tributary-test";
    private static final Sample BEFORE = sample("a", "common one", "common two", "common three");
    private static final Sample REPLACED = BEFORE.version(5).texts("common four", "common five");
    private static final Sample RENAMED = BEFORE.version(5).title("renamed").acl(readers("user:ann"));

    private final FakeQdrant qdrant = new FakeQdrant();
    private final ChunkIndex index = open();

    @AfterEach
    void stop() {
        index.close();
        qdrant.close();
    }

    static Stream<Arguments> changes() {
        return Stream.of(FakeQdrant.Fault.BEFORE, FakeQdrant.Fault.AFTER)
                .flatMap(fault -> Stream.of(
                        Arguments.of(
                                fault, REPLACED.replace(), new StoredDocument(REPLACED.commit(), REPLACED.chunks())),
                        Arguments.of(
                                fault, RENAMED.updateFacts(), new StoredDocument(RENAMED.commit(), BEFORE.chunks())),
                        Arguments.of(
                                fault,
                                BEFORE.version(5).remove(),
                                new StoredDocument(BEFORE.version(5).tombstone(), List.of()))));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aRedeliveryFinishesWhatACrashLeft(FakeQdrant.Fault fault, DocumentWrite change, StoredDocument expected) {
        int goodCalls = 0;
        boolean crashed = true;
        while (crashed) {
            index.check();
            qdrant.collection(COLLECTION).delete(everything());
            index.write(List.of(BEFORE.replace()));

            crashed = crashes(change, goodCalls, fault);

            assertOneVersionOrTheOther();
            index.write(List.of(change));
            assertClean(expected);
            goodCalls++;
        }
        assertThat(goodCalls).isGreaterThan(4);
    }

    private boolean crashes(DocumentWrite change, int goodCalls, FakeQdrant.Fault fault) {
        try (ChunkIndex dying = open()) {
            dying.check();
            qdrant.faultAfter(goodCalls, fault);
            dying.write(List.of(change));
            return false;
        } catch (OutageException died) {
            return true;
        } finally {
            qdrant.heal();
        }
    }

    private void assertOneVersionOrTheOther() {
        List<Hit> hits = index.search(ask(Access.admin("acme"), SearchMode.KEYWORD, "common"));
        List<String> texts =
                hits.stream().map(hit -> hit.chunk().text()).sorted().toList();
        assertThat(texts)
                .isIn(
                        BEFORE.texts().stream().sorted().toList(),
                        REPLACED.texts().stream().sorted().toList(),
                        List.of());
        assertThat(hits.stream().map(Hit::facts).distinct()).hasSizeLessThan(2);
    }

    /** What is expected is there, for searches too, and no point beside it. */
    private void assertClean(StoredDocument expected) {
        List<StoredDocument> stored = new ArrayList<>();
        index.scan(stored::add);
        assertThat(stored).containsExactly(expected);
        assertThat(qdrant.collection(COLLECTION).matching(everything()))
                .hasSize(1 + expected.chunks().size());
        if (expected.commit().equals(RENAMED.commit())) {
            assertThat(index.search(ask(reader("user:ann"), SearchMode.KEYWORD, "renamed")))
                    .hasSize(3);
            assertThat(index.search(ask(reader(), SearchMode.KEYWORD, "common")))
                    .isEmpty();
        }
    }

    @Test
    void aWriterThatWakesUpLateChangesNothing() {
        index.write(List.of(BEFORE.replace()));
        FakeCollection collection = qdrant.collection(COLLECTION);
        try (ChunkIndex zombie = open()) {
            zombie.check();
            int readAndStage = 2;
            qdrant.faultAfter(readAndStage, FakeQdrant.Fault.BEFORE);
            assertThatThrownBy(() -> zombie.write(
                            List.of(BEFORE.version(3).texts("common zombie").replace())))
                    .isInstanceOf(OutageException.class);
            qdrant.heal();
        }
        UUID document = BEFORE.documentId();
        assertThat(collection.get(List.of(ChunkPoint.pointId(document, 3, 0).toString())))
                .hasSize(1);

        index.write(List.of(REPLACED.replace()));
        // The rest of the zombie's work, as it left it in the network: its chunks, and its commit.
        CommitPoint seenLongAgo = CommitPoint.after(BEFORE.replace(), null);
        CommitPoint late =
                CommitPoint.after(BEFORE.version(3).texts("common zombie").replace(), seenLongAgo);
        try (Connection wire = new Connection(settings())) {
            PointCollection points = new PointCollection(wire, COLLECTION);
            points.insert(List.of(new ChunkPoint(document, 3, BEFORE.chunks().getFirst())
                    .toPoint(
                            BEFORE.version(3).facts(),
                            Fixtures.vector("common zombie"),
                            new WordVectors().question("common zombie"))));
            new Commits(points).move(List.of(late), Map.of(document, seenLongAgo));
            new Commits(points).move(List.of(late), Map.of());
        }

        assertThat(index.commits(List.of(document))).containsEntry(document, REPLACED.commit());
        assertThat(index.search(ask(SearchMode.KEYWORD, "zombie common")))
                .extracting(hit -> hit.chunk().text())
                .containsExactlyInAnyOrder("common four", "common five");
        index.write(List.of(REPLACED.replace()));
        assertThat(collection.matching(everything()))
                .hasSize(1 + REPLACED.chunks().size());
    }

    @Test
    void aRevokedRightHoldsBeforeTheChunksKnowOfIt() {
        index.write(List.of(BEFORE.replace()));
        int readMoveAndReadAgain = 3;
        try (ChunkIndex dying = open()) {
            dying.check();
            qdrant.faultAfter(readMoveAndReadAgain, FakeQdrant.Fault.BEFORE);
            assertThatThrownBy(() -> dying.write(List.of(RENAMED.updateFacts())))
                    .isInstanceOf(OutageException.class);
            qdrant.heal();
        }

        assertThat(index.search(ask(SearchMode.SEMANTIC, "common one"))).isEmpty();
        assertThat(index.search(ask(Access.admin("acme"), SearchMode.SEMANTIC, "common one")))
                .hasSize(3);
    }

    @Test
    void aBatchOfDocumentsTakesFewCalls() {
        index.check();
        int before = qdrant.calls().size();

        index.write(Stream.iterate(0, i -> i + 1)
                .limit(200)
                .map(i -> sample("d" + i, "one").replace())
                .toList());

        assertThat(qdrant.calls().subList(before, qdrant.calls().size()))
                .containsExactly("Get", "Upsert", "Upsert", "Get", "Delete");
    }

    private static Filter everything() {
        return Filter.getDefaultInstance();
    }

    private ChunkIndex open() {
        return new QdrantChunkIndex(settings(), COLLECTION, Fixtures.DIMENSIONS);
    }

    private QdrantSettings settings() {
        return new QdrantSettings("localhost", qdrant.port(), null, false, Duration.ofSeconds(10));
    }
}
