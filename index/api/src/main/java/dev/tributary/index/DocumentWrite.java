package dev.tributary.index;

import java.util.List;
import java.util.UUID;

/** A change of one document in the index, from one version to a later one. */
public sealed interface DocumentWrite {

    UUID documentId();

    String tenant();

    long version();

    /**
     * The document has this text now.
     *
     * @param textHash identifies the text that the chunks were cut from
     * @param chunks in the order of their ordinals, which run from 0 without gaps; may be empty
     * @param vectors one for each chunk, of the index's dimensions and unit length
     */
    record Replace(DocumentFacts facts, String textHash, List<Chunk> chunks, List<float[]> vectors)
            implements DocumentWrite {

        public Replace {
            chunks = List.copyOf(chunks);
            vectors = List.copyOf(vectors);
            if (chunks.size() != vectors.size()) {
                throw new IllegalArgumentException(chunks.size() + " chunks, but " + vectors.size() + " vectors");
            }
        }

        @Override
        public UUID documentId() {
            return facts.document().documentId();
        }

        @Override
        public String tenant() {
            return facts.document().tenant();
        }

        @Override
        public long version() {
            return facts.document().version();
        }
    }

    /**
     * Text and chunks stay; title, rights, metadata and the like are these now. Nothing is embedded.
     *
     * @param textHash the text that the document must have in the index; if it has another one, or none, the write is
     *     {@link WriteOutcome#TEXT_DIFFERS}
     */
    record UpdateFacts(DocumentFacts facts, String textHash) implements DocumentWrite {

        @Override
        public UUID documentId() {
            return facts.document().documentId();
        }

        @Override
        public String tenant() {
            return facts.document().tenant();
        }

        @Override
        public long version() {
            return facts.document().version();
        }
    }

    /** The document is gone; a record of the removal stays, so that no earlier version comes back. */
    record Remove(UUID documentId, String tenant, long version) implements DocumentWrite {}
}
