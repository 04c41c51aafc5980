package dev.tributary.index.onnx;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.util.List;

/**
 * The same models for LangChain4j: texts are embedded as they are, without a model's prefixes for passages or queries.
 * Safe for use by several threads, which take turns.
 */
public final class OnnxEmbeddingModel implements EmbeddingModel, AutoCloseable {

    private final SequenceEncoder encoder;
    private final SequencePool pool;

    private OnnxEmbeddingModel(SequenceEncoder encoder) {
        this.encoder = encoder;
        pool = new SequencePool(Runtime.getRuntime().availableProcessors(), encoder::encode);
    }

    /** @see OnnxEmbedder#load(String) */
    public static OnnxEmbeddingModel load(String model) {
        return new OnnxEmbeddingModel(SequenceEncoder.load(OnnxModel.named(model)));
    }

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        List<String> texts = segments.stream().map(TextSegment::text).toList();
        return Response.from(pool.inTurn(texts).stream().map(Embedding::from).toList());
    }

    @Override
    public int dimension() {
        return encoder.dimensions();
    }

    @Override
    public String modelName() {
        return encoder.model().configuredName();
    }

    @Override
    public void close() {
        pool.close();
        encoder.close();
    }
}
