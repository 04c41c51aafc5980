package dev.tributary.index.onnx;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The models there are, each in a jar of its own on the class path, and how each wants to be used. */
enum OnnxModel {
    ALL_MINILM_L6_V2("all-minilm-l6-v2-q", "all-minilm-l6-v2-q", Pooling.MEAN, 256, "", ""),
    BGE_SMALL_EN_V15(
            "bge-small-en-v15-q",
            "bge-small-en-v1.5-q",
            Pooling.CLS,
            512,
            "",
            "Represent this sentence for searching relevant passages: "),
    E5_SMALL_V2("e5-small-v2-q", "e5-small-v2-q", Pooling.MEAN, 512, "passage: ", "query: ");

    /** Raised when the same model would give other vectors for the same text. */
    private static final int RECIPE = 1;

    private final String configuredName;
    private final String resource;
    private final Pooling pooling;
    private final int sequenceLimit;
    private final String passagePrefix;
    private final String queryPrefix;

    OnnxModel(
            String configuredName,
            String resource,
            Pooling pooling,
            int sequenceLimit,
            String passagePrefix,
            String queryPrefix) {
        this.configuredName = configuredName;
        this.resource = resource;
        this.pooling = pooling;
        this.sequenceLimit = sequenceLimit;
        this.passagePrefix = passagePrefix;
        this.queryPrefix = queryPrefix;
    }

    /** @throws IllegalArgumentException naming the models there are */
    static OnnxModel named(String name) {
        return Arrays.stream(values())
                .filter(model -> model.configuredName.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no in-process embedding model '" + name
                        + "'. There are: "
                        + Arrays.stream(values())
                                .map(model -> model.configuredName)
                                .collect(Collectors.joining(", "))));
    }

    String configuredName() {
        return configuredName;
    }

    /** See {@link dev.tributary.index.Embedder#model()}. */
    String identity() {
        return configuredName + "/int8/" + sequenceLimit + "/" + pooling.wireName() + "-" + RECIPE;
    }

    String weightsResource() {
        return "/" + resource + ".onnx";
    }

    String tokenizerResource() {
        return "/" + resource + "-tokenizer.json";
    }

    Pooling pooling() {
        return pooling;
    }

    /** Longest sequence that the model was made for, in tokens, its marks at both ends included. */
    int sequenceLimit() {
        return sequenceLimit;
    }

    String passagePrefix() {
        return passagePrefix;
    }

    String queryPrefix() {
        return queryPrefix;
    }
}
