package dev.tributary.events;

import java.util.UUID;

/** An event that carries the document as its source describes it. */
sealed interface VersionEvent extends DocumentEvent permits DocumentCaptured, DocumentParsed {

    DocumentVersion document();

    @Override
    default UUID documentId() {
        return document().documentId();
    }

    @Override
    default long version() {
        return document().version();
    }

    @Override
    default int attempts() {
        Integer attempt = document().attempt();
        return attempt == null ? 1 : attempt;
    }

    @Override
    default String tenant() {
        return document().tenant();
    }

    @Override
    default String source() {
        return document().source();
    }

    @Override
    default String nativeId() {
        return document().nativeId();
    }
}
