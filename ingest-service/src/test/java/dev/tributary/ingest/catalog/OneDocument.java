package dev.tributary.ingest.catalog;

import dev.tributary.events.ContentReference;
import dev.tributary.events.DocumentCaptured;
import dev.tributary.events.DocumentIndexed;
import dev.tributary.events.DocumentKey;
import dev.tributary.events.DocumentParsed;
import dev.tributary.events.DocumentRejected;
import dev.tributary.events.DocumentRemoved;
import dev.tributary.events.DocumentUnindexed;
import dev.tributary.events.DocumentVersion;
import dev.tributary.events.RejectionReason;
import dev.tributary.events.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What is said of one document, version by version. */
final class OneDocument {

    static final UUID ID = new DocumentKey("default", "docs", "a.txt").documentId();

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final ContentReference CONTENT = new ContentReference("0".repeat(64), 1);

    private OneDocument() {}

    private static DocumentVersion version(long version) {
        return new DocumentVersion(
                ID,
                "default",
                "docs",
                "a.txt",
                version,
                "folder",
                "file:///a.txt",
                null,
                null,
                Map.of(),
                null,
                NOW,
                NOW);
    }

    static DocumentCaptured captured(long version) {
        return new DocumentCaptured(version(version), CONTENT, null, "a.txt", null);
    }

    static DocumentParsed parsed(long version) {
        return new DocumentParsed(version(version), CONTENT, CONTENT, "text/plain", "en", null, NOW, 1, List.of());
    }

    static DocumentIndexed indexed(long version, String generation) {
        var timings = new DocumentIndexed.Timings(NOW, NOW, NOW, 1, 1, 1, 1);
        return new DocumentIndexed(ID, "default", "docs", "a.txt", version, generation, 1, 1, 0, timings, NOW);
    }

    static DocumentRejected rejected(long version) {
        return DocumentRejected.of(version(version), Stage.PARSE, RejectionReason.CORRUPT, "Save it again.", null, NOW);
    }

    static DocumentRemoved removed(long version) {
        return new DocumentRemoved(ID, "default", "docs", "a.txt", version, "folder", NOW, NOW);
    }

    static DocumentUnindexed unindexed(long version, String generation) {
        return new DocumentUnindexed(ID, "default", "docs", "a.txt", version, generation, NOW, NOW);
    }
}
