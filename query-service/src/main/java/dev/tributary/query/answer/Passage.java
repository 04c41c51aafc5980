package dev.tributary.query.answer;

import dev.tributary.index.Chunk;
import dev.tributary.index.DocumentFacts;

/**
 * A piece of a document that an answer may rest on.
 *
 * @param number what citations call it, from 1, in the order of relevance
 * @param chunk one chunk, or neighbours merged
 */
record Passage(int number, DocumentFacts facts, Chunk chunk) {

    String text() {
        return chunk.text();
    }
}
