package dev.tributary.events;

/** What connectors saw at the sources; topic {@code docs.captured.v1}, keyed by document. */
public sealed interface CaptureEvent extends Event, DocumentEvent permits DocumentCaptured, DocumentRemoved {

    @Override
    default String key() {
        return documentId().toString();
    }
}
