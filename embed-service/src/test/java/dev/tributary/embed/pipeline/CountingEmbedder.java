package dev.tributary.embed.pipeline;

import dev.tributary.index.Embedder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Gives every text a vector of its own, and remembers what it was asked for. */
final class CountingEmbedder implements Embedder {

    static final int DIMENSIONS = 8;

    final List<String> embedded = new ArrayList<>();

    @Override
    public String model() {
        return "counting";
    }

    @Override
    public int dimensions() {
        return DIMENSIONS;
    }

    @Override
    public int maxTokens() {
        return 256;
    }

    @Override
    public int countTokens(String text) {
        return text.split("\\s+").length;
    }

    @Override
    public List<float[]> embedPassages(List<String> passages) {
        embedded.addAll(passages);
        return passages.stream().map(CountingEmbedder::vector).toList();
    }

    @Override
    public float[] embedQuery(String query) {
        return vector(query);
    }

    @Override
    public void close() {}

    private static float[] vector(String text) {
        Random random = new Random(text.hashCode());
        float[] vector = new float[DIMENSIONS];
        double squares = 0;
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] = random.nextFloat() - 0.5f;
            squares += vector[i] * vector[i];
        }
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }
}
