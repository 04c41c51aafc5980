package dev.tributary.index.lucene;

import static dev.tributary.index.Fixtures.sample;

import dev.tributary.index.ChunkIndex;
import dev.tributary.index.DocumentWrite;
import dev.tributary.index.Fixtures;
import dev.tributary.index.Sample;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A process that writes without end and says which batches were acknowledged, until it is killed. */
final class KilledWriter {

    private static final int REWRITTEN = 5;

    private KilledWriter() {}

    /** @param arguments the directory and the number of the first batch */
    public static void main(String[] arguments) {
        PrintStream acknowledgements = System.out;
        ChunkIndex index = LuceneChunkIndex.openForWriting(Path.of(arguments[0]), Fixtures.DIMENSIONS);
        for (int batch = Integer.parseInt(arguments[1]); ; batch++) {
            index.write(
                    batch(batch).stream().<DocumentWrite>map(Sample::replace).toList());
            acknowledgements.println(batch);
        }
    }

    /** Each batch brings a document of its own and a new version of some that all batches share. */
    static List<Sample> batch(int batch) {
        List<Sample> samples = new ArrayList<>();
        samples.add(version("own " + batch, batch));
        IntStream.range(0, REWRITTEN).forEach(i -> samples.add(version("shared " + i, batch)));
        return samples;
    }

    static Sample version(String nativeId, long version) {
        List<String> texts = IntStream.rangeClosed(0, (int) (version % 7))
                .mapToObj(chunk -> "chunk " + chunk + " of version " + version)
                .toList();
        return sample(nativeId).version(version).texts(texts);
    }
}
