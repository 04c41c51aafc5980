package dev.tributary.ingest;

/** What a process of the ingest service can do. */
public enum IngestRole {
    /** Runs sources, takes pushes and keeps the catalog. */
    CONNECT,
    /** Parses what was captured. */
    PARSE
}
