package dev.tributary.ingest.capture;

import java.util.UUID;

/**
 * What became of a request to capture or remove a document.
 *
 * @param version the document's newest version; 0 if there never was one
 * @param changed whether anything was said to the other services
 */
public record Captured(UUID documentId, long version, boolean changed) {}
