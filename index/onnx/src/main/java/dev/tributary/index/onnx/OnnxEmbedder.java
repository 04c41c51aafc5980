package dev.tributary.index.onnx;

import dev.tributary.index.Embedder;
import java.util.List;

/**
 * Embeds inside the process, on all its cores. Queries go before passages; callers with many passages take turns. Load
 * a model once a process and share it: two of them would compete for the same cores.
 */
public final class OnnxEmbedder implements Embedder {

    private final SequenceEncoder encoder;
    private final SequencePool pool;

    private OnnxEmbedder(SequenceEncoder encoder, int threads) {
        this.encoder = encoder;
        pool = new SequencePool(threads, encoder::encode);
    }

    /**
     * @param model {@code all-minilm-l6-v2-q}, {@code bge-small-en-v15-q} or {@code e5-small-v2-q}
     * @throws IllegalArgumentException if there is no such model; says which there are
     */
    public static OnnxEmbedder load(String model) {
        return load(model, Runtime.getRuntime().availableProcessors());
    }

    static OnnxEmbedder load(String model, int threads) {
        return new OnnxEmbedder(SequenceEncoder.load(OnnxModel.named(model)), threads);
    }

    @Override
    public String model() {
        return encoder.model().identity();
    }

    @Override
    public int dimensions() {
        return encoder.dimensions();
    }

    @Override
    public int maxTokens() {
        int marks = 2;
        return encoder.model().sequenceLimit()
                - marks
                - encoder.countTokens(encoder.model().passagePrefix());
    }

    @Override
    public int countTokens(String text) {
        return encoder.countTokens(text);
    }

    @Override
    public List<float[]> embedPassages(List<String> passages) {
        String prefix = encoder.model().passagePrefix();
        return pool.inTurn(passages.stream().map(prefix::concat).toList());
    }

    @Override
    public float[] embedQuery(String query) {
        return pool.first(encoder.model().queryPrefix() + query);
    }

    @Override
    public void close() {
        pool.close();
        encoder.close();
    }
}
