package dev.tributary.index;

import java.util.List;

/**
 * A document as a reader may read it, all of one version.
 *
 * @param chunks in the order of their ordinals; none if the document has no text
 */
public record IndexedDocument(DocumentFacts facts, List<Chunk> chunks) {

    public IndexedDocument {
        chunks = List.copyOf(chunks);
    }
}
