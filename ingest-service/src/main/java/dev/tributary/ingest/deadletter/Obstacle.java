package dev.tributary.ingest.deadletter;

import dev.tributary.events.DocumentEvent;
import dev.tributary.events.DocumentRemoved;
import dev.tributary.events.Stage;
import dev.tributary.ingest.catalog.CatalogDocument;
import dev.tributary.ingest.catalog.DeadLetter;
import java.util.Optional;

/** Why a dead letter is not replayed. */
enum Obstacle {
    /** The document has changed since; the newer version goes its own way. */
    NEWER_VERSION("newer-version", true),
    /** The document is gone. */
    REMOVED("removed", true),
    /** Searches find this very version by now. */
    INDEXED("indexed", true),
    /** This version is on its way already. */
    PENDING("pending", false),
    /** The record is no event; there is nothing to publish again. */
    MALFORMED("malformed", false);

    private final String wireName;
    private final boolean settled;

    Obstacle(String wireName, boolean settled) {
        this.wireName = wireName;
        this.settled = settled;
    }

    String wireName() {
        return wireName;
    }

    /** Whether the dead letter can never be of use again. */
    boolean settled() {
        return settled;
    }

    /** @param known the document by what the log tells; empty if the log tells nothing of it any more */
    static Optional<Obstacle> of(DeadLetter letter, Optional<CatalogDocument> known) {
        DocumentEvent event = letter.event();
        if (event == null) {
            return Optional.of(MALFORMED);
        }
        if (known.isEmpty()) {
            return Optional.of(REMOVED);
        }
        CatalogDocument document = known.get();
        if (document.version() > event.version()) {
            return Optional.of(document.live() ? NEWER_VERSION : REMOVED);
        }
        if (event instanceof DocumentRemoved) {
            return document.waitsFor() == null ? Optional.of(REMOVED) : Optional.empty();
        }
        return ofState(letter, document);
    }

    private static Optional<Obstacle> ofState(DeadLetter letter, CatalogDocument document) {
        return switch (document.state()) {
            case REMOVED -> Optional.of(REMOVED);
            case CAPTURED, PARSED -> Optional.of(PENDING);
            case INDEXED -> isIndexedSince(letter, document) ? Optional.of(INDEXED) : Optional.empty();
            case REJECTED -> Optional.empty();
        };
    }

    /** Of two indexes one may have the document and the other not: what was indexed before says nothing of the other. */
    private static boolean isIndexedSince(DeadLetter letter, CatalogDocument document) {
        return !letter.stage().equals(Stage.INDEX.wireName())
                || document.indexed()
                        .filter(indexed -> indexed.at().isAfter(letter.at()))
                        .isPresent();
    }
}
