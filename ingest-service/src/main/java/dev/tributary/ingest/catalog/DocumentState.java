package dev.tributary.ingest.catalog;

import java.util.Locale;

/** What became of the newest version of a document. */
public enum DocumentState {
    CAPTURED,
    PARSED,
    INDEXED,
    REJECTED,
    REMOVED;

    /** The name in APIs. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
