package dev.tributary.index;

/**
 * A chunk that a search found.
 *
 * @param score 0 to 1, higher is better; comparable within one result only
 */
public record Hit(DocumentFacts facts, Chunk chunk, double score) {}
