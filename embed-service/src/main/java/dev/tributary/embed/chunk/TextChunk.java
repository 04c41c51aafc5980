package dev.tributary.embed.chunk;

import dev.tributary.index.Chunk;

/**
 * A chunk and what of it goes into the embedding model.
 *
 * @param embeddedText the document's own title, the headings above and the chunk's text, with the header of a table
 *     that began in an earlier chunk; equal texts have equal vectors
 */
public record TextChunk(Chunk chunk, String embeddedText) {}
