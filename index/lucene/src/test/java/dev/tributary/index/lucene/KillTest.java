package dev.tributary.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.index.ChunkIndex;
import dev.tributary.index.ChunkIndex.StoredDocument;
import dev.tributary.index.Fixtures;
import dev.tributary.index.Sample;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A writer that is killed loses nothing that it acknowledged and leaves nothing half done. */
final class KillTest {

    private static final int KILLS = 4;

    @TempDir
    private Path directory;

    @Test
    void aKilledWriterLosesNothingThatItAcknowledged() throws Exception {
        Random random = new Random(20260301);
        int acknowledged = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            int next = acknowledged + 2;
            acknowledged = writeUntilKilled(next, 5 + random.nextInt(20));
            assertThat(acknowledged).isGreaterThan(next);
            assertHolds(acknowledged, next);
        }
    }

    /** Kills a writer that begins with batch {@code first} once it has acknowledged some; returns the last it did. */
    private int writeUntilKilled(int first, int batches) throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriter.class.getName(),
                        directory.toString(),
                        Integer.toString(first))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<Integer> acknowledged = new ArrayList<>();
        try (BufferedReader lines = writer.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                acknowledged.add(Integer.valueOf(line));
                if (acknowledged.size() == batches) {
                    // Through the handle: the process itself would close the pipe with what is still in it
                    writer.toHandle().destroyForcibly();
                }
            }
        } finally {
            writer.destroyForcibly().waitFor();
        }
        return acknowledged.getLast();
    }

    private void assertHolds(int acknowledged, int first) {
        Map<String, StoredDocument> documents = new HashMap<>();
        try (ChunkIndex index = LuceneChunkIndex.openForWriting(directory, Fixtures.DIMENSIONS)) {
            index.scan(document -> documents.put(document.commit().documentId().toString(), document));
        }
        for (int batch = first; batch <= acknowledged; batch++) {
            for (Sample sample : KilledWriter.batch(batch)) {
                StoredDocument document = documents.get(sample.documentId().toString());
                assertThat(document).as(sample.nativeId()).isNotNull();
                long version = document.commit().version();
                Sample whole = KilledWriter.version(sample.nativeId(), version);
                assertThat(version).isBetween((long) batch, acknowledged + 1L);
                assertThat(document).isEqualTo(new StoredDocument(whole.commit(), whole.chunks()));
            }
        }
    }
}
