package dev.tributary.bench.simulation;

import dev.tributary.index.Embedder;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/** Vectors that depend on nothing but the text, words for tokens, and one text that it cannot bear. */
final class SimulatedEmbedder implements Embedder {

    static final int DIMENSIONS = 4;

    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final Perils perils;

    SimulatedEmbedder(Perils perils) {
        this.perils = perils;
    }

    @Override
    public String model() {
        return "simulated";
    }

    @Override
    public int dimensions() {
        return DIMENSIONS;
    }

    @Override
    public int maxTokens() {
        return 64;
    }

    @Override
    public int countTokens(String text) {
        return SPACE.split(text.strip()).length;
    }

    @Override
    public List<float[]> embedPassages(List<String> passages) {
        perils.mayFail(Fault.EMBEDDER_OUTAGE);
        perils.mayStall();
        if (passages.stream().anyMatch(passage -> passage.contains(Poison.BREAKS_THE_EMBEDDER.mark()))) {
            throw new IllegalStateException("the embedder breaks on this");
        }
        return passages.stream().map(SimulatedEmbedder::vector).toList();
    }

    @Override
    public float[] embedQuery(String query) {
        return vector(query);
    }

    @Override
    public void close() {}

    static float[] vector(String text) {
        Random random = new Random(text.hashCode());
        float[] vector = new float[DIMENSIONS];
        double squares = 0;
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] = (float) random.nextGaussian();
            squares += vector[i] * vector[i];
        }
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }
}
