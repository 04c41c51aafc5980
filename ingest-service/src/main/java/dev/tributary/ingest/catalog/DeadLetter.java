package dev.tributary.ingest.catalog;

import dev.tributary.events.DocumentEvent;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that a stage gave up, and why. Of a record that is no event only what it tells is known.
 *
 * @param key of the record; there is one dead letter a key
 * @param documentId null if the key names no document
 * @param tenant null if neither the event nor the document tells, as are source and native id
 * @param version 0 if the record is no event
 * @param attempt how often this version had been sent through the stages, counted from 1
 * @param stage wire name of the stage that gave it up
 * @param reason wire name of the reason
 * @param event as it was; null if the record is no event
 */
public record DeadLetter(
        String key,
        @Nullable UUID documentId,
        @Nullable String tenant,
        @Nullable String source,
        @Nullable String nativeId,
        long version,
        int attempt,
        String stage,
        String reason,
        String message,
        boolean retryable,
        Instant at,
        @Nullable DocumentEvent event) {

    /** What drops this dead letter, and no later one of the same document. */
    public Dropped dropped() {
        return new Dropped(key, version, attempt);
    }

    /** The dead letter of a key is of no use any more, up to this version and attempt. */
    public record Dropped(String key, long version, int attempt) {}

    /**
     * Which dead letters are meant; null means any.
     *
     * @param ownerless whether those that nobody's tenant can be told of are meant too
     * @param documentIds empty for any
     */
    public record Filter(
            String tenant,
            boolean ownerless,
            @Nullable String source,
            @Nullable String stage,
            @Nullable String reason,
            Set<UUID> documentIds,
            @Nullable Instant olderThan,
            @Nullable Instant newerThan) {

        public Filter {
            documentIds = Set.copyOf(documentIds);
        }

        /** Whether all dead letters of the tenant are meant. */
        public boolean isEmpty() {
            return source == null
                    && stage == null
                    && reason == null
                    && documentIds.isEmpty()
                    && olderThan == null
                    && newerThan == null;
        }
    }
}
