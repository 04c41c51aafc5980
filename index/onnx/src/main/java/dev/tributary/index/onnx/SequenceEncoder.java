package dev.tributary.index.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Turns one text into one vector, on the calling thread alone; several threads may do so at once.
 *
 * <p>One sequence a call: a dynamically quantised model scales by what else is in the batch, so that batches would give
 * the same text different vectors; and one single-threaded call a core is faster than any batch.
 */
final class SequenceEncoder implements AutoCloseable {

    private final OnnxModel model;
    private final WordPieceTokenizer tokenizer;
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final int dimensions;

    private SequenceEncoder(OnnxModel model) throws OrtException, IOException {
        this.model = model;
        try (InputStream json = resource(model, model.tokenizerResource())) {
            tokenizer = WordPieceTokenizer.load(json);
        }
        try (InputStream weights = resource(model, model.weightsResource());
                SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(ExecutionMode.SEQUENTIAL);
            options.setOptimizationLevel(OptLevel.ALL_OPT);
            session = environment.createSession(weights.readAllBytes(), options);
        }
        dimensions = encode("").length;
    }

    static SequenceEncoder load(OnnxModel model) {
        try {
            return new SequenceEncoder(model);
        } catch (OrtException | IOException e) {
            throw new IllegalStateException("The embedding model " + model.configuredName() + " cannot be loaded", e);
        }
    }

    private static InputStream resource(OnnxModel model, String name) {
        InputStream resource = SequenceEncoder.class.getResourceAsStream(name);
        if (resource == null) {
            throw new IllegalStateException("The embedding model " + model.configuredName()
                    + " is not on the class path: put langchain4j-embeddings-" + model.configuredName() + ".jar there");
        }
        return resource;
    }

    OnnxModel model() {
        return model;
    }

    int dimensions() {
        return dimensions;
    }

    int countTokens(String text) {
        return tokenizer.count(text);
    }

    /** A vector of unit length; of a text beyond the model's limit the beginning counts. */
    float[] encode(String text) {
        long[] tokens = tokenizer.encode(text, model.sequenceLimit());
        long[] ones = new long[tokens.length];
        Arrays.fill(ones, 1);
        try (OnnxTensor ids = tensor(tokens);
                OnnxTensor mask = tensor(ones);
                OnnxTensor types = tensor(new long[tokens.length])) {
            Map<String, OnnxTensor> inputs =
                    new HashMap<>(Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types));
            inputs.keySet().retainAll(session.getInputNames());
            try (OrtSession.Result result = session.run(inputs)) {
                OnnxTensor states = (OnnxTensor) result.get(0);
                int width = (int) states.getInfo().getShape()[2];
                return model.pooling().pool(states.getFloatBuffer(), tokens.length, width);
            }
        } catch (OrtException e) {
            throw new IllegalStateException("The embedding model " + model.configuredName() + " failed", e);
        }
    }

    private OnnxTensor tensor(long[] values) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), new long[] {1, values.length});
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("The embedding model " + model.configuredName() + " cannot be closed", e);
        }
    }
}
