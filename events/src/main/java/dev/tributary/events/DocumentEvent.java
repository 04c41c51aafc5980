package dev.tributary.events;

import java.util.UUID;

/** What every event about one document can say. */
public interface DocumentEvent {

    UUID documentId();

    /** Given once, at capture, rising with every change of the document; the newest one wins everywhere. */
    long version();

    String tenant();

    /** Counts from 1 how often this version was sent through the stages; the newest attempt decides how it ended. */
    default int attempts() {
        return 1;
    }

    /** The source's id, unique within the tenant. */
    String source();

    /** What the source itself calls the document: a path, a key, a message id. */
    String nativeId();
}
