package dev.tributary.events;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
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
            NOON.minusSeconds(1),
            2,
            1773400000000L);

    private static final UUID ERASURE = UUID.fromString("01958a3e-0000-7000-8000-0000000000e1");

    private static final UUID API_KEY = UUID.fromString("01958a3e-0000-7000-8000-0000000000c1");

    static final Map<String, Event> BY_FILE = all(
            Map.of(
                    "document-captured",
                    new DocumentCaptured(DOCUMENT, BYTES, "text/markdown", "policy.md", "2048-1773489510"),
                    "document-removed",
                    new DocumentRemoved(
                            ID,
                            KEY.tenant(),
                            KEY.source(),
                            KEY.nativeId(),
                            DOCUMENT.version() + 1,
                            "folder",
                            NOON,
                            NOON),
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
                            new DocumentIndexed.Timings(
                                    DOCUMENT.changedAt(), DOCUMENT.capturedAt(), NOON, 12, 3, 40, 15),
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
                            NOON,
                            2),
                    "source-changed",
                    new SourceEvent.SourceChanged(
                            "default", "handbook", "folder", Map.of("path", "/handbook"), "2026-03-14T11:59:00Z"),
                    "generation-changed",
                    new GenerationEvent.GenerationChanged(
                            "0123456789ab",
                            Map.of("model", "e5-small-v2-q"),
                            Map.of("max-tokens", "300"),
                            GenerationEvent.State.KEPT,
                            NOON,
                            true),
                    "generation-chosen",
                    new GenerationEvent.LiveGenerationChosen("0123456789ab", NOON),
                    "stage-changed",
                    new StageEvent.StageChanged("embed-service-1", Stage.INDEX, NOON, "Qdrant does not answer", NOON)),
            Map.of(
                    "document-erased",
                    new DocumentRemoved(
                            ID,
                            KEY.tenant(),
                            KEY.source(),
                            ID.toString(),
                            DOCUMENT.version() + 1,
                            "erasure",
                            NOON,
                            NOON,
                            ERASURE),
                    "erasure-requested",
                    new ErasureEvent.ErasureRequested(
                            ERASURE,
                            KEY.tenant(),
                            ID,
                            DOCUMENT.version() + 1,
                            List.of(BYTES.sha256(), TEXT.sha256()),
                            NOON,
                            NOON.plusSeconds(86_400)),
                    "erasure-place-erased",
                    new ErasureEvent.PlaceErased(
                            ERASURE, KEY.tenant(), "content", "the bytes belong to another document too", NOON),
                    "erasure-released",
                    new ErasureEvent.ErasureReleased(ERASURE, KEY.tenant(), NOON),
                    "model-configured",
                    new ModelEvent.ModelConfigured(
                            "fast",
                            "openai-compatible",
                            URI.create("https://models.example.org/v1"),
                            "small-1",
                            "env:EXAMPLE_API_KEY",
                            30_000,
                            new ModelEvent.Parameters(0.2, 0.9, 1024, null),
                            new ModelEvent.Price(new BigDecimal("0.15"), new BigDecimal("0.6")),
                            NOON),
                    "model-removed",
                    new ModelEvent.ModelRemoved("fast", NOON),
                    "key-created",
                    new KeyEvent.KeyCreated(
                            API_KEY,
                            KEY.tenant(),
                            "intranet",
                            "ab".repeat(32),
                            "writer",
                            List.of("group:staff", "user:ann"),
                            List.of("handbook"),
                            "operations",
                            NOON,
                            NOON.plusSeconds(86_400)),
                    "key-revoked",
                    new KeyEvent.KeyRevoked(API_KEY, KEY.tenant(), "intranet", "operations", NOON),
                    "routes-changed",
                    new ModelEvent.RoutesChanged(
                            new ModelEvent.Route(
                                    List.of(new ModelEvent.Share("fast", 9), new ModelEvent.Share("new", 1)),
                                    List.of("backup", "extractive")),
                            Map.of(
                                    KEY.tenant(),
                                    new ModelEvent.Route(List.of(new ModelEvent.Share("fast", 1)), List.of())),
                            NOON)));

    private Examples() {}

    private static Map<String, Event> all(Map<String, Event> events, Map<String, Event> more) {
        Map<String, Event> all = new HashMap<>(events);
        all.putAll(more);
        all.putAll(AnswerExamples.BY_FILE);
        return Map.copyOf(all);
    }
}
