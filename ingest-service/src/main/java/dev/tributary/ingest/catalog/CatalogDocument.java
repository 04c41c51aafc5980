package dev.tributary.ingest.catalog;

import dev.tributary.events.DocumentCaptured;
import dev.tributary.events.DocumentEvent;
import dev.tributary.events.DocumentIndexed;
import dev.tributary.events.DocumentParsed;
import dev.tributary.events.DocumentRejected;
import dev.tributary.events.DocumentRemoved;
import dev.tributary.events.DocumentUnindexed;
import dev.tributary.events.IndexEvent;
import dev.tributary.events.Stage;
import dev.tributary.events.Topic;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one document: the newest event of each kind, so that the order and repetition of events make no
 * difference.
 *
 * @param newest unmodifiable
 * @param bulkVersion the newest version that took the bulk topic; 0 if none did
 * @param look under which revision a version was found again at its source, beside the one in its event
 */
public record CatalogDocument(
        UUID documentId,
        String tenant,
        String source,
        String nativeId,
        Map<Kind, DocumentEvent> newest,
        long bulkVersion,
        @Nullable Look look) {

    /** What an event says; a removal says one thing when it is captured and another when it is passed on. */
    public enum Kind {
        CAPTURED,
        REMOVED,
        PARSED,
        REMOVAL_PASSED,
        INDEXED,
        UNINDEXED,
        REJECTED
    }

    /** A version was found at its source, unchanged, under this revision. */
    public record Look(long version, @Nullable String revision) {}

    public CatalogDocument {
        newest = Map.copyOf(newest);
    }

    /** Nothing is known but the identity that the event names. */
    public static CatalogDocument of(DocumentEvent event) {
        return new CatalogDocument(
                event.documentId(), event.tenant(), event.source(), event.nativeId(), Map.of(), 0, null);
    }

    /** What is known once the event is known too; this very object if the event is not news. */
    public CatalogDocument after(Kind kind, DocumentEvent event) {
        DocumentEvent known = newest.get(kind);
        if (event.version() < erasedVersion() || (known != null && !isNewer(event, known))) {
            return this;
        }
        Map<Kind, DocumentEvent> all = new EnumMap<>(Kind.class);
        all.putAll(newest);
        all.put(kind, event);
        String name = event.version() >= version() ? event.nativeId() : nativeId;
        if (erasure(event).isEmpty()) {
            return new CatalogDocument(documentId, tenant, source, name, all, bulkVersion, look);
        }
        all.values().removeIf(earlier -> earlier.version() < event.version());
        return new CatalogDocument(documentId, tenant, source, name, all, bulkVersion, null);
    }

    /** The receipt under which the newest version erased the document; empty if a later one is there again. */
    public Optional<UUID> erasure() {
        return newest.values().stream()
                .filter(event -> event.version() == version())
                .flatMap(event -> erasure(event).stream())
                .findFirst();
    }

    /** What is older than this version was erased; 0 if nothing was. */
    private long erasedVersion() {
        return newest.values().stream()
                .filter(event -> erasure(event).isPresent())
                .mapToLong(DocumentEvent::version)
                .max()
                .orElse(0);
    }

    static Optional<UUID> erasure(DocumentEvent event) {
        return event instanceof DocumentRemoved removed ? Optional.ofNullable(removed.erasure()) : Optional.empty();
    }

    CatalogDocument after(Look newLook) {
        return new CatalogDocument(documentId, tenant, source, nativeId, newest, bulkVersion, newLook);
    }

    CatalogDocument afterTaking(Topic topic, DocumentEvent event) {
        long bulk = topic == Topic.CAPTURED_BULK ? Math.max(bulkVersion, event.version()) : bulkVersion;
        return new CatalogDocument(documentId, tenant, source, nativeId, newest, bulk, look);
    }

    /** Whether what was captured last took the bulk topic. */
    boolean inBulk() {
        return bulkVersion == version();
    }

    /** The newest version that was ever given. */
    public long version() {
        return newest.values().stream().mapToLong(DocumentEvent::version).max().orElse(0);
    }

    public DocumentState state() {
        long version = version();
        if (is(Kind.REMOVED, version) || is(Kind.REMOVAL_PASSED, version) || is(Kind.UNINDEXED, version)) {
            return DocumentState.REMOVED;
        }
        if (is(Kind.INDEXED, version)) {
            return DocumentState.INDEXED;
        }
        if (is(Kind.REJECTED, version) && attempts(Kind.REJECTED) >= attemptsBegun(version)) {
            return DocumentState.REJECTED;
        }
        return is(Kind.PARSED, version) ? DocumentState.PARSED : DocumentState.CAPTURED;
    }

    /** Whether the source held the document when it was last seen. */
    public boolean live() {
        return state() != DocumentState.REMOVED;
    }

    /** The stage that has yet to deal with the newest version; null if none has. */
    public @Nullable Stage waitsFor() {
        return switch (state()) {
            case CAPTURED -> Stage.PARSE;
            case PARSED -> Stage.INDEX;
            case INDEXED, REJECTED -> null;
            case REMOVED ->
                is(Kind.UNINDEXED, version()) ? null : is(Kind.REMOVAL_PASSED, version()) ? Stage.INDEX : Stage.PARSE;
        };
    }

    /** When the newest version was captured. */
    public Instant changedHandsAt() {
        return captured()
                .filter(event -> event.version() == version())
                .map(event -> event.document().capturedAt())
                .or(() -> get(Kind.REMOVED, DocumentRemoved.class).map(DocumentRemoved::removedAt))
                .orElse(Instant.EPOCH);
    }

    /** The version that searches find although a newer one was rejected; 0 if there is none. */
    public long lastGoodVersion() {
        long indexed = version(Kind.INDEXED);
        return indexed > removedVersion().orElse(0L) ? indexed : 0;
    }

    /** The version of the last removal that is known of, be it from what a later version says; empty if it was never removed. */
    public Optional<Long> removedVersion() {
        return Stream.of(
                        removed().map(DocumentEvent::version),
                        captured().map(event -> event.document().removedVersion()),
                        unindexed().map(DocumentEvent::version))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
    }

    /** Whether searches find a version that is no longer what the source holds, and will go on to. */
    public boolean stale() {
        return state() == DocumentState.REJECTED && lastGoodVersion() > 0;
    }

    /** The source's mark of the newest version; null if unknown, or if only the bytes tell. */
    public @Nullable String revision() {
        long version = version();
        if (look != null && look.version() == version) {
            return look.revision();
        }
        if (is(Kind.CAPTURED, version)) {
            return captured().map(DocumentCaptured::sourceRevision).orElse(null);
        }
        return rejected().map(DocumentRejected::sourceRevision).orElse(null);
    }

    public Optional<DocumentCaptured> captured() {
        return get(Kind.CAPTURED, DocumentCaptured.class);
    }

    /** The newest version's own capture event; empty if it was rejected before, or is a removal. */
    public Optional<DocumentCaptured> newestCapture() {
        return captured().filter(event -> event.version() == version());
    }

    public Optional<DocumentParsed> parsed() {
        return get(Kind.PARSED, DocumentParsed.class);
    }

    public Optional<DocumentIndexed> indexed() {
        return get(Kind.INDEXED, DocumentIndexed.class);
    }

    public Optional<DocumentUnindexed> unindexed() {
        return get(Kind.UNINDEXED, DocumentUnindexed.class);
    }

    public Optional<DocumentRejected> rejected() {
        return get(Kind.REJECTED, DocumentRejected.class);
    }

    public Optional<DocumentRemoved> removed() {
        return get(Kind.REMOVED, DocumentRemoved.class);
    }

    private <E> Optional<E> get(Kind kind, Class<E> type) {
        return Optional.ofNullable(newest.get(kind)).map(type::cast);
    }

    private long version(Kind kind) {
        DocumentEvent event = newest.get(kind);
        return event == null ? 0 : event.version();
    }

    private int attempts(Kind kind) {
        DocumentEvent event = newest.get(kind);
        return event == null ? 0 : event.attempts();
    }

    /** How often a version was sent through the stages: a rejection counts no more once it is replayed. */
    private int attemptsBegun(long version) {
        return Stream.of(Kind.CAPTURED, Kind.PARSED)
                .filter(kind -> is(kind, version))
                .mapToInt(this::attempts)
                .max()
                .orElse(0);
    }

    private boolean is(Kind kind, long version) {
        return version(kind) == version && version > 0;
    }

    private static boolean isNewer(DocumentEvent event, DocumentEvent known) {
        if (event.version() != known.version()) {
            return event.version() > known.version();
        }
        if (event.attempts() != known.attempts()) {
            return event.attempts() > known.attempts();
        }
        return event instanceof IndexEvent one
                && known instanceof IndexEvent other
                && one.at().isAfter(other.at());
    }
}
