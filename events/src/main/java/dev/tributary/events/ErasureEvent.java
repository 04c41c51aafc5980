package dev.tributary.events;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was erased on somebody's order, and where it is gone from; topic {@code ops.erasures.v1}. Nothing in it tells of a
 * document but ids and hashes.
 */
public sealed interface ErasureEvent extends Event
        permits ErasureEvent.ErasureRequested, ErasureEvent.PlaceErased, ErasureEvent.ErasureReleased {

    /** Names the receipt. */
    UUID erasureId();

    String tenant();

    /**
     * A document is to be erased everywhere.
     *
     * @param version of the {@link DocumentRemoved} that removes it: whatever is older is erased
     * @param contents SHA-256 of its newest bytes and text, as far as known
     * @param deadline by when it is to be gone from all places
     */
    record ErasureRequested(
            UUID erasureId,
            String tenant,
            UUID documentId,
            long version,
            List<String> contents,
            Instant at,
            Instant deadline)
            implements ErasureEvent {

        public ErasureRequested {
            requireNonNull(erasureId, "erasureId");
            requireNonNull(tenant, "tenant");
            requireNonNull(documentId, "documentId");
            requireNonNull(at, "at");
            requireNonNull(deadline, "deadline");
            contents = Copies.of(contents);
        }

        @Override
        public String key() {
            return erasureId.toString();
        }
    }

    /**
     * Nothing of the document is left in one place.
     *
     * @param place a topic's name, {@code catalog}, {@code content}, or {@code index:} and a generation
     * @param note what a person should know of it, for instance that bytes stay because another document has them too
     */
    record PlaceErased(
            UUID erasureId,
            String tenant,
            String place,
            @Nullable String note,
            Instant at) implements ErasureEvent {

        /** What the index of a generation is called as a place. */
        public static final String INDEX = "index:";

        public PlaceErased {
            requireNonNull(erasureId, "erasureId");
            requireNonNull(tenant, "tenant");
            requireNonNull(place, "place");
            requireNonNull(at, "at");
        }

        @Override
        public String key() {
            return erasureId + ":" + place;
        }
    }

    /** From now on a connector may capture the document again if its source still has it. */
    record ErasureReleased(UUID erasureId, String tenant, Instant at) implements ErasureEvent {

        public ErasureReleased {
            requireNonNull(erasureId, "erasureId");
            requireNonNull(tenant, "tenant");
            requireNonNull(at, "at");
        }

        @Override
        public String key() {
            return erasureId + ":released";
        }
    }
}
