package dev.tributary.bench.load;

import dev.tributary.events.Acl;
import dev.tributary.events.DocumentKey;
import dev.tributary.events.DocumentVersion;
import dev.tributary.index.Chunk;
import dev.tributary.index.DocumentFacts;
import dev.tributary.index.DocumentWrite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Made-up documents: words as frequent as a language's, vectors in clusters as those of related texts are. */
final class Corpus {

    private static final int CHUNKS_A_DOCUMENT = 20;
    private static final int DOCUMENTS_A_BATCH = 25;
    private static final int WORDS_A_CHUNK = 80;
    private static final int VOCABULARY = 50_000;
    private static final int CLUSTERS = 1_000;
    private static final double SPREAD = 0.7;

    private final Random random;
    private final int dimensions;
    private final List<float[]> centres;

    Corpus(long seed, int dimensions) {
        this.random = new Random(seed);
        this.dimensions = dimensions;
        this.centres = IntStream.range(0, CLUSTERS).mapToObj(i -> noise()).toList();
    }

    /** The same for each corpus with the same seed. */
    void writeTo(Consumer<List<DocumentWrite>> index, int chunks) {
        List<DocumentWrite> batch = new ArrayList<>();
        for (int document = 0; document * CHUNKS_A_DOCUMENT < chunks; document++) {
            batch.add(document(document));
            if (batch.size() == DOCUMENTS_A_BATCH) {
                index.accept(batch);
                batch = new ArrayList<>();
            }
        }
        index.accept(batch);
    }

    /** A few words that are in the documents. */
    String question() {
        return words(8);
    }

    private DocumentWrite document(int number) {
        DocumentKey key = new DocumentKey("default", "made-up", "document-" + number);
        DocumentVersion version = new DocumentVersion(
                key.documentId(),
                key.tenant(),
                key.source(),
                key.nativeId(),
                1,
                "push",
                "urn:made-up:" + number,
                null,
                Acl.everyone(),
                Map.of(),
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH);
        List<Chunk> chunks = new ArrayList<>();
        List<float[]> vectors = new ArrayList<>();
        float[] centre = centres.get(random.nextInt(CLUSTERS));
        int offset = 0;
        for (int i = 0; i < CHUNKS_A_DOCUMENT; i++) {
            String text = words(WORDS_A_CHUNK);
            chunks.add(new Chunk(i, text, List.of(), null, offset, offset + text.length()));
            vectors.add(near(centre));
            offset += text.length() + 2;
        }
        DocumentFacts facts = new DocumentFacts(version, "Document " + number, "text/plain", null);
        return new DocumentWrite.Replace(facts, "text-" + number, chunks, vectors);
    }

    private String words(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> word((int) Math.pow(VOCABULARY, random.nextDouble())))
                .collect(Collectors.joining(" "));
    }

    private static String word(int rank) {
        return "w" + Integer.toString(rank, Character.MAX_RADIX);
    }

    private float[] near(float[] centre) {
        float[] noise = noise();
        float[] sum = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            sum[i] = (float) (centre[i] + SPREAD * noise[i]);
        }
        return unit(sum);
    }

    private float[] noise() {
        float[] vector = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return unit(vector);
    }

    private static float[] unit(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        double length = Math.sqrt(squares);
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) length;
        }
        return vector;
    }
}
