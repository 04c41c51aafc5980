package dev.tributary.events;

import java.util.UUID;

/** What every event about one document can say. */
public interface DocumentEvent {

    UUID documentId();

    /** Given once, at capture, rising with every change of the document; the newest one wins everywhere. */
    long version();

    String tenant();

    /** The source's id, unique within the tenant. */
    String source();

    /** What the source itself calls the document: a path, a key, a message id. */
    String nativeId();
}
