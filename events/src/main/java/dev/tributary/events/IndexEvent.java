package dev.tributary.events;

import java.time.Instant;

/**
 * How a version of a document ended; topic {@code docs.indexed.v1}, keyed by document and generation (or, for a
 * rejection before the index, by document and stage).
 */
public sealed interface IndexEvent extends Event, DocumentEvent
        permits DocumentIndexed, DocumentUnindexed, DocumentRejected {

    /** When it ended. */
    Instant at();
}
