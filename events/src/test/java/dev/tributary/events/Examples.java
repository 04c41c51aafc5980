package dev.tributary.events;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** One event of each type, all components set. */
final class Examples {

    static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");
    private static final DocumentKey KEY = new DocumentKey("default", "handbook", "travel/policy.md");
    private static final UUID ID = KEY.documentId();
    private static final ContentReference BYTES = new ContentReference("ab".repeat(32), 2048);
    private static final ContentReference TEXT = new ContentReference("cd".repeat(32), 4096);

    private static final DocumentVersion DOCUMENT = new DocumentVersion(
            ID,
            KEY.tenant(),
            KEY.source(),
            KEY.nativeId(),
            1773489600000L,
            "folder",
            "file:///handbook/travel/policy.md",
            "Travel policy",
            new Acl(Set.of("group:staff")),
            Map.of("department", "people"),
            NOON.minusSeconds(90),
            NOON.minusSeconds(2),
            NOON.minusSeconds(1));

    static final Map<String, Event> BY_FILE = Map.of(
            "document-captured",
            new DocumentCaptured(DOCUMENT, BYTES, "text/markdown", "policy.md", "2048-1773489510"),
            "document-removed",
            new DocumentRemoved(
                    ID, KEY.tenant(), KEY.source(), KEY.nativeId(), DOCUMENT.version() + 1, "folder", NOON, NOON),
            "document-parsed",
            new DocumentParsed(DOCUMENT, BYTES, TEXT, "text/markdown", "en", 3, NOON, 12, List.of("cut")),
            "document-indexed",
            new DocumentIndexed(
                    ID,
                    KEY.tenant(),
                    KEY.source(),
                    KEY.nativeId(),
                    DOCUMENT.version(),
                    "0123456789ab",
                    9,
                    2,
                    7,
                    new DocumentIndexed.Timings(DOCUMENT.changedAt(), DOCUMENT.capturedAt(), NOON, 12, 3, 40, 15),
                    NOON.plusSeconds(1)),
            "document-unindexed",
            new DocumentUnindexed(
                    ID,
                    KEY.tenant(),
                    KEY.source(),
                    KEY.nativeId(),
                    DOCUMENT.version() + 1,
                    "0123456789ab",
                    NOON,
                    NOON.plusSeconds(1)),
            "document-rejected",
            new DocumentRejected(
                    ID,
                    KEY.tenant(),
                    KEY.source(),
                    KEY.nativeId(),
                    DOCUMENT.uri(),
                    DOCUMENT.version(),
                    "folder",
                    Stage.PARSE,
                    RejectionReason.TOO_LARGE,
                    "The file unpacks to more than 1 GB.",
                    false,
                    "application/zip",
                    "2048-1773489510",
                    NOON),
            "source-changed",
            new SourceEvent.SourceChanged(
                    "default", "handbook", "folder", Map.of("path", "/handbook"), "2026-03-14T11:59:00Z"));

    private Examples() {}
}
