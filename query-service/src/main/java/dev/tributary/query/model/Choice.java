package dev.tributary.query.model;

/** Who may write an answer. */
public sealed interface Choice {

    /** The documents' own sentences, without a model. */
    record Extractive() implements Choice {}

    record Model(LanguageModel model) implements Choice {}
}
