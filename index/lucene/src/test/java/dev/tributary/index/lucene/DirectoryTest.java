package dev.tributary.index.lucene;

import static dev.tributary.index.Fixtures.ask;
import static dev.tributary.index.Fixtures.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.tributary.events.OutageException;
import dev.tributary.index.Chunk;
import dev.tributary.index.ChunkIndex;
import dev.tributary.index.DocumentWrite;
import dev.tributary.index.Fixtures;
import dev.tributary.index.Hit;
import dev.tributary.index.SearchFilter;
import dev.tributary.index.SearchMode;
import dev.tributary.index.SearchRequest;
import dev.tributary.index.WriteOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One directory and those who want something of it. */
final class DirectoryTest {

    private static final int TOO_MANY_SEGMENTS = 1 + (int) new TieredMergePolicy().getSegmentsPerTier();

    @TempDir
    private Path parent;

    private Path directory;

    @BeforeEach
    void name() {
        directory = parent.resolve("index");
    }

    @Test
    void aReaderWaitsForAnIndexAndFollowsIt() {
        try (ChunkIndex reader = LuceneChunkIndex.openForReading(directory, Fixtures.DIMENSIONS)) {
            reader.check();
            assertThat(reader.search(ask(SearchMode.HYBRID, "one"))).isEmpty();
            assertThat(directory).doesNotExist();

            try (ChunkIndex writer = writer()) {
                writer.write(List.of(sample("a", "one").replace()));
                awaitTexts(reader, "one");
                for (int version = 2; version < 60; version++) {
                    writer.write(List.of(
                            sample("a", "text " + version).version(version).replace()));
                    assertThat(reader.search(ask(SearchMode.SEMANTIC, "one"))).hasSize(1);
                }
                awaitTexts(reader, "text 59");
            }
            awaitTexts(reader, "text 59");
            try (ChunkIndex writer = writer()) {
                writer.write(List.of(sample("a").version(60).remove()));
            }
            awaitTexts(reader);
        }
    }

    @Test
    void purgingTakesErasedWordsOutOfTheFiles() throws IOException {
        try (ChunkIndex index = writer()) {
            for (int i = 0; i < 30; i++) {
                index.write(List.of(
                        sample("other" + i, "a text that stays, number " + i).replace()));
            }
            // In a segment with another document: one that holds nothing but deleted documents goes at once.
            index.write(List.of(
                    sample("a", "zirkonmarker one").replace(),
                    sample("more", "a later text").replace()));
            assertThat(filesContain("zirkonmarker")).isTrue();

            index.write(List.of(sample("a").version(2).remove()));
            assertThat(filesContain("zirkonmarker")).isTrue();
            index.purge(List.of(sample("a").documentId()));

            assertThat(filesContain("zirkonmarker")).isFalse();
            assertThat(filesContain("number 29")).isTrue();
            assertThat(index.statistics().documents()).isEqualTo(31);
        }
    }

    /** Words of the dictionary and short stored texts stand in the files as they are. */
    private boolean filesContain(String text) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void mergedSegmentsAreSearchedWithoutAnotherWrite() throws IOException {
        try (ChunkIndex index = writer()) {
            for (int i = 0; i < TOO_MANY_SEGMENTS; i++) {
                index.write(List.of(sample("document " + i, "one").replace()));
            }
            awaitMerge();
            assertThat(index.search(ask(SearchMode.HYBRID, "one"))).hasSize(TOO_MANY_SEGMENTS);
        }
    }

    @Test
    void aMergeThatWasLeftOffGoesOnWithoutAWrite() throws IOException {
        writer().close();
        try (Directory files = FSDirectory.open(directory);
                IndexWriter lucene = new IndexWriter(
                        files,
                        new IndexWriterConfig(new WordsAnalyzer())
                                .setCodec(new VectorCodec(Fixtures.DIMENSIONS))
                                .setMergePolicy(NoMergePolicy.INSTANCE))) {
            lucene.setLiveCommitData(Dimensions.commitData(Fixtures.DIMENSIONS).entrySet());
            for (int i = 0; i < TOO_MANY_SEGMENTS; i++) {
                lucene.addDocuments(
                        Block.of(sample("document " + i, "one").replace()).members());
                lucene.commit();
            }
        }
        assertThat(segments()).isEqualTo(TOO_MANY_SEGMENTS);

        try (ChunkIndex index = writer()) {
            index.check();
            awaitMerge();
        }
    }

    private void awaitMerge() {
        await().untilAsserted(() -> assertThat(segments()).isLessThan(TOO_MANY_SEGMENTS));
    }

    private int segments() throws IOException {
        try (Directory files = FSDirectory.open(directory);
                DirectoryReader reader = DirectoryReader.open(files)) {
            return reader.leaves().size();
        }
    }

    @Test
    void aReaderDoesNotWrite() {
        try (ChunkIndex reader = LuceneChunkIndex.openForReading(directory, Fixtures.DIMENSIONS)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> reader.write(List.of(sample("a", "one").replace())))
                    .withMessageContaining(directory.toString())
                    .withMessageContaining("reading only");
        }
    }

    @Test
    void aSecondWriterWaitsUntilTheFirstHasGone() {
        try (ChunkIndex second = writer()) {
            try (ChunkIndex first = writer()) {
                first.check();
                assertThatExceptionOfType(OutageException.class)
                        .isThrownBy(second::check)
                        .withMessageContaining(directory.toString())
                        .withMessageContaining("in use by another process");
            }
            second.check();
        }
    }

    @Test
    void aLockFileThatWasLeftBehindDoesNotMatter() throws IOException {
        Files.createDirectories(directory);
        Files.createFile(directory.resolve("write.lock"));

        try (ChunkIndex index = writer()) {
            index.check();
        }
    }

    @Test
    void anIndexOfOtherDimensionsIsNotTouched() {
        try (ChunkIndex index = writer()) {
            index.write(List.of(sample("a", "one").replace()));
        }
        Stream.of(LuceneChunkIndex.openForWriting(directory, 4), LuceneChunkIndex.openForReading(directory, 4))
                .forEach(index -> {
                    try (index) {
                        assertThatExceptionOfType(OutageException.class)
                                .isThrownBy(index::check)
                                .withMessageContaining("vectors of 8 dimensions")
                                .withMessageContaining("vectors of 4");
                    }
                });
    }

    @Test
    void aVectorOfOtherDimensionsIsRefusedBeforeAnythingIsWritten() {
        try (ChunkIndex index = writer()) {
            Chunk chunk = sample("b", "two").chunks().getFirst();
            DocumentWrite wrong = new DocumentWrite.Replace(
                    sample("b", "two").facts(), "hash", List.of(chunk), List.of(new float[] {1, 0}));

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> index.write(List.of(sample("a", "one").replace(), wrong)))
                    .withMessageContaining("2 dimensions");
            assertThat(index.statistics().documents()).isZero();
        }
    }

    @Test
    void vectorsMayBeLongerThanLucenesOwnLimit() {
        int dimensions = 3072;
        float[] vector = Fixtures.vector("one", dimensions);
        SearchRequest request =
                new SearchRequest(Fixtures.reader(), "", vector, SearchMode.SEMANTIC, SearchFilter.none(), 1);
        try (ChunkIndex index = LuceneChunkIndex.openForWriting(directory, dimensions)) {
            DocumentWrite write = new DocumentWrite.Replace(
                    sample("a", "one").facts(), "hash", sample("a", "one").chunks(), List.of(vector));
            assertThat(index.write(List.of(write))).containsExactly(WriteOutcome.APPLIED);
        }
        try (ChunkIndex index = LuceneChunkIndex.openForReading(directory, dimensions)) {
            assertThat(index.search(request)).hasSize(1);
        }
    }

    @Test
    void aDamagedIndexSaysHowToGetAWholeOne() throws IOException {
        try (ChunkIndex index = writer()) {
            index.write(List.of(sample("a", "one").replace()));
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith("segments"))
                    .toList()) {
                Files.write(file, new byte[100]);
            }
        }
        try (ChunkIndex index = writer()) {
            assertThatExceptionOfType(OutageException.class)
                    .isThrownBy(index::check)
                    .withMessageContaining("delete the directory");
        }
    }

    /** Lucene's writer ends for good when a thread is interrupted while it writes a file, as when a disk is full. */
    @Test
    void anInterruptedWriteIsAnOutageAndTheNextOneIsNot() {
        try (ChunkIndex index = writer()) {
            index.write(List.of(sample("a", "one").replace()));

            Thread.currentThread().interrupt();
            assertThatExceptionOfType(OutageException.class)
                    .isThrownBy(() -> index.write(List.of(sample("b", "two").replace())));
            assertThat(Thread.interrupted()).isTrue();

            index.write(
                    List.of(sample("b", "two").replace(), sample("c", "three").replace()));
            assertThat(index.statistics().documents()).isEqualTo(3);
        }
    }

    @Test
    void aClosedIndexIsAnOutage() {
        ChunkIndex index = writer();
        index.check();
        index.close();

        assertThatExceptionOfType(OutageException.class)
                .isThrownBy(index::check)
                .withMessageContaining("closed");
    }

    @Test
    void aDeletedIndexLeavesNothingBehindAndCanBeMadeAnew() {
        try (ChunkIndex index = writer()) {
            index.write(List.of(sample("a", "one").replace()));
        }

        LuceneChunkIndex.delete(directory);
        LuceneChunkIndex.delete(directory);

        assertThat(directory).doesNotExist();
        assertThat(parent).exists();
        try (ChunkIndex index = writer()) {
            assertThat(index.statistics().documents()).isZero();
        }
    }

    private ChunkIndex writer() {
        return LuceneChunkIndex.openForWriting(directory, Fixtures.DIMENSIONS);
    }

    private static void awaitTexts(ChunkIndex index, String... texts) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(index.search(ask(SearchMode.SEMANTIC, "one")))
                        .extracting(Hit::chunk)
                        .extracting(Chunk::text)
                        .containsExactly(texts));
    }
}
