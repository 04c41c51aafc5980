package dev.tributary.index;

/** By what a search ranks. */
public enum SearchMode {
    /** Meaning and words, fused. */
    HYBRID,
    /** Meaning: nearness of vectors. */
    SEMANTIC,
    /** Words: BM25. */
    KEYWORD
}
