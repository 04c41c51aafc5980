package dev.tributary.events;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which indexes there are and which one answers; topic {@code index.generations.v1}. */
public sealed interface GenerationEvent extends Event
        permits GenerationEvent.GenerationChanged, GenerationEvent.LiveGenerationChosen {

    /** The generation's name: 12 hexadecimal digits, see {@code Generation.fingerprint()} of the index. */
    String generation();

    /** When it was decided. */
    Instant at();

    /** What is to become of a generation. */
    enum State {
        /** Is fed with all documents and with every change of them, whether it answers or not. */
        KEPT,
        /** Is fed no longer, and deleted. */
        DROPPED
    }

    /**
     * A generation, keyed by its name; the last one is all there is to know.
     *
     * @param embedding settings of the embedding model, named as under {@code tributary.embedding}; a secret is the name of
     *     where it can be read, never its value
     * @param chunking settings of the chunker, named as under {@code tributary.chunking}
     * @param activateWhenReady true if it is to answer as soon as it has all documents; null means no
     */
    record GenerationChanged(
            String generation,
            Map<String, String> embedding,
            Map<String, String> chunking,
            State state,
            Instant at,
            @Nullable Boolean activateWhenReady)
            implements GenerationEvent {

        public GenerationChanged {
            embedding = Copies.of(embedding);
            chunking = Copies.of(chunking);
        }

        @Override
        public String key() {
            return generation;
        }
    }

    /** From now on this generation answers; one record for all, so that the switch is one step. */
    record LiveGenerationChosen(String generation, Instant at) implements GenerationEvent {

        @Override
        public String key() {
            return "live";
        }
    }
}
