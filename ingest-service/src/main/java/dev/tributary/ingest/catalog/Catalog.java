package dev.tributary.ingest.catalog;

import dev.tributary.content.ContentStore;
import dev.tributary.events.AnswerEvent;
import dev.tributary.events.DocumentCaptured;
import dev.tributary.events.DocumentEvent;
import dev.tributary.events.DocumentIndexed;
import dev.tributary.events.DocumentParsed;
import dev.tributary.events.DocumentRejected;
import dev.tributary.events.DocumentRemoved;
import dev.tributary.events.DocumentUnindexed;
import dev.tributary.events.ErasureEvent;
import dev.tributary.events.ErasureEvent.ErasureReleased;
import dev.tributary.events.Event;
import dev.tributary.events.FeedbackEvent;
import dev.tributary.events.GenerationEvent;
import dev.tributary.events.KeyEvent;
import dev.tributary.events.ModelEvent;
import dev.tributary.events.OutageException;
import dev.tributary.events.SourceEvent;
import dev.tributary.events.SourceEvent.SourceChanged;
import dev.tributary.events.Stage;
import dev.tributary.events.StageEvent;
import dev.tributary.events.StageEvent.StageChanged;
import dev.tributary.events.Topic;
import dev.tributary.ingest.catalog.CatalogDocument.Kind;
import dev.tributary.ingest.catalog.CatalogDocument.Look;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every document and source that the log tells of. A view: its file can be deleted while the service is down, and is made
 * again from the log. Safe for use by several threads.
 */
public final class Catalog implements AutoCloseable {

    private final CatalogFile file;

    public Catalog(Path path) {
        this.file = new CatalogFile(path);
    }

    /** An event and the topic that it came from. */
    public record Seen(Topic topic, Event event) {}

    /** How many documents of a source are in a state. */
    public record Count(String tenant, String source, DocumentState state, boolean waiting, long documents) {}

    /** How many documents wait for a stage, and since when the first of them. */
    public record Waiting(
            Stage stage, long documents, @Nullable Instant oldest) {}

    /** A stage of a process waits for infrastructure. */
    public record StagePause(String process, Stage stage, Instant since, String cause) {}

    public Optional<CatalogDocument> find(UUID documentId) {
        return file.read(sql -> DocumentRows.find(sql, documentId));
    }

    public Optional<SourceChanged> source(String tenant, String source) {
        return file.read(sql -> SourceRows.find(sql, tenant, source));
    }

    public List<SourceChanged> sources(String tenant) {
        return file.read(sql -> SourceRows.all(sql, tenant));
    }

    /** Takes note of events; those already known change nothing. */
    public void apply(List<Seen> events) {
        file.write(sql -> apply(sql, events));
    }

    /** The newest version was found under this revision, and nothing else about it was new. */
    public void remember(UUID documentId, Look look) {
        file.write(sql -> {
            DocumentRows.find(sql, documentId)
                    .filter(document -> document.version() == look.version())
                    .ifPresent(document -> DocumentRows.save(sql, document.after(look)));
            return null;
        });
    }

    /** The revision of a document's newest version: empty if it is unknown, removed, or only its bytes tell. */
    public Optional<String> revision(UUID documentId) {
        return file.read(sql -> sql.sql("SELECT revision FROM document WHERE id = ? AND live AND revision IS NOT NULL")
                .param(documentId.toString())
                .query(String.class)
                .optional());
    }

    /** A document that its source held when it was last seen. */
    public record Live(
            UUID documentId, String nativeId, @Nullable String hash) {}

    /**
     * Live documents of a source in the order of their native ids.
     *
     * @param prefix what their native ids begin with
     * @param after the native id to go on after, empty for the first page
     */
    public List<Live> live(String tenant, String source, String prefix, String after, int limit) {
        return file.read(sql -> sql.sql("""
                        SELECT id, native_id, hash FROM document
                        WHERE tenant = ? AND source = ? AND live AND native_id > ?
                          AND substr(native_id, 1, length(?)) = ?
                        ORDER BY native_id LIMIT ?""")
                .params(tenant, source, after, prefix, prefix, limit)
                .query((row, number) -> new Live(UUID.fromString(row.getString(1)), row.getString(2), row.getString(3)))
                .list());
    }

    public long liveCount(String tenant, String source) {
        return file.read(sql -> sql.sql("SELECT count(*) FROM document WHERE tenant = ? AND source = ? AND live")
                .params(tenant, source)
                .query(Long.class)
                .single());
    }

    /** Whether one of these documents of the source is live and has these bytes. */
    public boolean holdsAmong(String tenant, String source, String hash, Set<UUID> documents) {
        return file.read(sql -> sql
                .sql("SELECT id FROM document WHERE tenant = ? AND source = ? AND live AND hash = ?")
                .params(tenant, source, hash)
                .query(String.class)
                .list()
                .stream()
                .anyMatch(id -> documents.contains(UUID.fromString(id))));
    }

    /** All that was said about erasures of a tenant; of all tenants if it is null. */
    public List<ErasureEvent> erasures(@Nullable String tenant) {
        return file.read(sql -> ErasureRows.all(sql, tenant));
    }

    public List<ErasureEvent> erasure(UUID erasureId) {
        return file.read(sql -> ErasureRows.find(sql, erasureId));
    }

    /** Whether a connector must leave the document alone, because it was erased. */
    public boolean suppressed(CatalogDocument document) {
        return document.erasure()
                .filter(erasure -> erasure(erasure).stream().noneMatch(ErasureReleased.class::isInstance))
                .isPresent();
    }

    /** Takes what was deleted out of the catalog's files too. */
    public void purge() {
        file.purge();
    }

    /**
     * Which content is needed by documents as they are now. Throws {@link OutageException} once the catalog is made again,
     * since it knows too little then; ask for new ones when it has caught up.
     */
    public ContentStore.References references() {
        int remakes = file.remakes();
        return (tenant, sha256) -> file.read(sql -> {
            if (file.remakes() != remakes) {
                throw new OutageException("The catalog was made again and reads the log", null);
            }
            return DocumentRows.refersTo(sql, tenant, sha256);
        });
    }

    public List<Count> counts() {
        return file.read(DocumentRows::counts);
    }

    /** One entry for the parse stage and one for the index stage. */
    public List<Waiting> waiting() {
        return file.read(DocumentRows::waiting);
    }

    /** How many documents of any source wait for any stage. */
    public long waitingDocuments() {
        return file.read(sql -> sql.sql("SELECT count(*) FROM document WHERE waits_for IS NOT NULL")
                .query(Long.class)
                .single());
    }

    /**
     * How many documents of a source wait for any stage, counted up to a limit.
     *
     * @param bulk those that took the bulk topic, or the others
     */
    public long waitingDocuments(String tenant, String source, boolean bulk, long limit) {
        return file.read(sql -> sql.sql("""
                        SELECT count(*) FROM (SELECT 1 FROM document
                        WHERE waits_for IS NOT NULL AND bulk = ? AND tenant = ? AND source = ? LIMIT ?)""")
                .params(bulk, tenant, source, limit)
                .query(Long.class)
                .single());
    }

    /** How many documents of all other sources wait and took the bulk topic, counted up to a limit. */
    public long othersInBulk(String tenant, String source, long limit) {
        return file.read(sql ->
                sql.sql("""
                        SELECT count(*) FROM (SELECT 1 FROM document
                        WHERE waits_for IS NOT NULL AND bulk = 1 AND (tenant, source) <> (?, ?) LIMIT ?)""").params(tenant, source, limit).query(Long.class).single());
    }

    /**
     * A page of a tenant's documents in the order of their ids.
     *
     * @param source null for all
     * @param state null for all
     * @param after the id to go on after; null for the first page
     */
    public List<CatalogDocument> page(
            String tenant, @Nullable String source, @Nullable DocumentState state, @Nullable UUID after, int limit) {
        return file.read(sql -> DocumentRows.page(sql, tenant, source, state, after, limit));
    }

    /** The stages that wait for infrastructure, of all processes that were heard of lately. */
    public List<StagePause> pauses() {
        return file.read(StagePauseRows::all);
    }

    /**
     * A page of dead letters in the order of their keys.
     *
     * @param after the key to go on after; null for the first page
     */
    public List<DeadLetter> deadLetters(DeadLetter.Filter filter, @Nullable String after, int limit) {
        return file.read(sql -> DeadLetterRows.page(sql, filter, oldestDeadLetter(), after, limit));
    }

    /** How many documents are still rejected as their dead letter says, by the reason's wire name. */
    public Map<String, Long> deadLettersByReason() {
        return file.read(sql -> DeadLetterRows.byReason(sql, oldestDeadLetter()));
    }

    /** Takes note of events that were published again, and of dead letters that were dropped. */
    public void apply(List<Seen> events, List<DeadLetter.Dropped> dropped) {
        file.write(sql -> {
            dropped.forEach(letter -> DeadLetterRows.drop(sql, letter));
            return apply(sql, events);
        });
    }

    /** How far the log was read, as saved with what was read; by topic and partition. */
    Map<String, Long> offsets(String identity) {
        return file.offsets(identity);
    }

    void applyUpTo(List<Seen> events, Map<String, Long> offsets) {
        applyUpTo(events, new DeadLetterRecords(), offsets);
    }

    void applyUpTo(List<Seen> events, DeadLetterRecords letters, Map<String, Long> offsets) {
        file.write(sql -> {
            apply(sql, events);
            for (Seen seen : events) {
                if (seen.event() instanceof DocumentEvent document) {
                    LastWordRows.save(sql, seen.topic(), document);
                }
            }
            letters.applyTo(sql, oldestDeadLetter());
            CatalogFile.saveOffsets(sql, offsets);
            return null;
        });
    }

    /**
     * What has to be said again lest compaction drop it: the newest events of documents of which the log was told an older
     * version last. Right at the end of the log only.
     */
    List<Seen> overridden(int most) {
        return file.read(sql -> LastWordRows.overridden(sql, most));
    }

    /** The generation of the index whose events were taken last; empty if those of any were. */
    String liveGeneration() {
        return file.read(sql -> CatalogFile.meta(sql, "generation"));
    }

    /** From now on this generation's events are taken, and these offsets are where to read on. */
    void liveGeneration(String generation, Map<String, Long> offsets) {
        file.write(sql -> {
            LastWordRows.forgetIndexed(sql);
            CatalogFile.saveOffsets(sql, offsets);
            return CatalogFile.saveMeta(sql, "generation", generation);
        });
    }

    void forgetEverything() {
        file.recreate();
    }

    @Override
    public void close() {
        file.close();
    }

    /** What Kafka drops by itself is not shown any longer either. */
    private static Instant oldestDeadLetter() {
        return Instant.now().minus(Topic.DEAD.retention().orElseThrow());
    }

    private static @Nullable Void apply(JdbcClient sql, List<Seen> events) {
        for (Seen seen : events) {
            if (seen.event() instanceof SourceChanged source) {
                SourceRows.save(sql, source);
            } else if (seen.event() instanceof StageChanged stage) {
                StagePauseRows.save(sql, stage);
            } else if (seen.event() instanceof ErasureEvent erasure) {
                ErasureRows.save(sql, erasure);
            } else if (seen.event() instanceof DocumentEvent document) {
                apply(sql, seen.topic(), document);
            }
        }
        return null;
    }

    private static void apply(JdbcClient sql, Topic topic, DocumentEvent event) {
        Kind kind = kind(topic, event);
        Optional<CatalogDocument> found = DocumentRows.find(sql, event.documentId());
        CatalogDocument before = found.orElseGet(() -> CatalogDocument.of(event));
        CatalogDocument told = before.after(kind, event);
        CatalogDocument after = told.afterTaking(topic, event);
        if (!after.equals(before)) {
            DocumentRows.save(sql, after);
        }
        if (!told.equals(before)) {
            DocumentRows.saveEvent(sql, kind, event);
            if (CatalogDocument.erasure(event).isPresent()) {
                DocumentRows.forgetErased(sql, after, event.version());
            }
        }
    }

    /** What an event says, given the topic that it is on. */
    public static Kind kind(Topic topic, DocumentEvent event) {
        return switch ((Event) event) {
            case DocumentCaptured captured -> Kind.CAPTURED;
            case DocumentRemoved removed -> topic.express() == Topic.PARSED ? Kind.REMOVAL_PASSED : Kind.REMOVED;
            case DocumentParsed parsed -> Kind.PARSED;
            case DocumentIndexed indexed -> Kind.INDEXED;
            case DocumentUnindexed unindexed -> Kind.UNINDEXED;
            case DocumentRejected rejected -> Kind.REJECTED;
            case SourceEvent other -> throw new IllegalArgumentException("not of a document: " + other);
            case GenerationEvent other -> throw new IllegalArgumentException("not of a document: " + other);
            case StageEvent other -> throw new IllegalArgumentException("not of a document: " + other);
            case ErasureEvent other -> throw new IllegalArgumentException("not of a document: " + other);
            case AnswerEvent other -> throw new IllegalArgumentException("not of a document: " + other.key());
            case FeedbackEvent other -> throw new IllegalArgumentException("not of a document: " + other.key());
            case ModelEvent other -> throw new IllegalArgumentException("not of a document: " + other);
            case KeyEvent other -> throw new IllegalArgumentException("not of a document: " + other);
        };
    }
}
