package dev.tributary.ingest.catalog;

import dev.tributary.events.DocumentCaptured;
import dev.tributary.events.DocumentEvent;
import dev.tributary.events.DocumentParsed;
import dev.tributary.events.Event;
import dev.tributary.events.EventCodec;
import dev.tributary.events.Stage;
import dev.tributary.ingest.catalog.CatalogDocument.Kind;
import dev.tributary.ingest.catalog.CatalogDocument.Look;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Documents in the catalog: their events as on the wire, and beside them what queries look for. */
final class DocumentRows {

    private static final EventCodec CODEC = new EventCodec("catalog", Clock.systemUTC());

    private DocumentRows() {}

    static Optional<CatalogDocument> find(JdbcClient sql, UUID id) {
        return sql.sql("SELECT * FROM document WHERE id = ?")
                .param(id.toString())
                .query(DocumentRows::bare)
                .optional()
                .map(bare -> withEvents(sql, bare));
    }

    static List<CatalogDocument> page(
            JdbcClient sql,
            String tenant,
            @Nullable String source,
            @Nullable DocumentState state,
            @Nullable UUID after,
            int limit) {
        List<CatalogDocument> bare = sql.sql("""
                        SELECT * FROM document WHERE tenant = :tenant AND id > :after
                          AND (:source IS NULL OR source = :source) AND (:state IS NULL OR state = :state)
                        ORDER BY id LIMIT :limit""")
                .param("tenant", tenant)
                .param("after", after == null ? "" : after.toString())
                .param("source", source)
                .param("state", state == null ? null : state.name())
                .param("limit", limit)
                .query(DocumentRows::bare)
                .list();
        return bare.stream().map(document -> withEvents(sql, document)).toList();
    }

    static void save(JdbcClient sql, CatalogDocument document) {
        Stage waitsFor = document.waitsFor();
        Look look = document.look();
        sql.sql("INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .param(document.documentId().toString())
                .param(document.tenant())
                .param(document.source())
                .param(document.nativeId())
                .param(document.version())
                .param(document.state().name())
                .param(document.live())
                .param(waitsFor == null ? null : waitsFor.name())
                .param(waitsFor == null ? null : document.changedHandsAt().toString())
                .param(document.bulkVersion())
                .param(document.inBulk())
                .param(document.newestCapture()
                        .map(event -> event.content().sha256())
                        .orElse(null))
                .param(document.revision())
                .param(look == null ? null : look.version())
                .param(look == null ? null : look.revision())
                .update();
    }

    static void saveEvent(JdbcClient sql, Kind kind, DocumentEvent event) {
        sql.sql("INSERT OR REPLACE INTO event VALUES (?, ?, ?, ?, ?)")
                .param(event.documentId().toString())
                .param(kind.name())
                .param(EventCodec.typeOf((Event) event))
                .param(CODEC.encode((Event) event).value())
                .param(content(event))
                .update();
    }

    /** What of the content store a stage needs for the event. */
    private static @Nullable String content(DocumentEvent event) {
        if (event instanceof DocumentCaptured captured) {
            return captured.content().sha256();
        }
        return event instanceof DocumentParsed parsed ? parsed.text().sha256() : null;
    }

    /** Deletes what is no longer known of a document because it was erased. */
    static void forgetErased(JdbcClient sql, CatalogDocument document, long version) {
        String id = document.documentId().toString();
        List<String> kept = document.newest().keySet().stream().map(Kind::name).toList();
        sql.sql("DELETE FROM event WHERE document = :id AND kind NOT IN (:kept)")
                .param("id", id)
                .param("kept", kept)
                .update();
        sql.sql("DELETE FROM dead_letter WHERE document = ? AND version < ?")
                .params(id, version)
                .update();
    }

    /** Whether a live document of the tenant has this content as its newest bytes or text. */
    static boolean refersTo(JdbcClient sql, String tenant, String sha256) {
        return sql.sql("""
                        SELECT EXISTS (SELECT 1 FROM event e JOIN document d ON d.id = e.document
                        WHERE e.content = ? AND d.tenant = ? AND d.live)""").params(sha256, tenant).query(Boolean.class).single();
    }

    static List<Catalog.Count> counts(JdbcClient sql) {
        return sql.sql("""
                        SELECT tenant, source, state, waits_for IS NOT NULL, count(*) FROM document
                        GROUP BY 1, 2, 3, 4""")
                .query((row, number) -> new Catalog.Count(
                        row.getString(1),
                        row.getString(2),
                        DocumentState.valueOf(row.getString(3)),
                        row.getBoolean(4),
                        row.getLong(5)))
                .list();
    }

    static List<Catalog.Waiting> waiting(JdbcClient sql) {
        return Stream.of(Stage.PARSE, Stage.INDEX)
                .map(stage -> sql.sql("SELECT count(*), min(waits_since) FROM document WHERE waits_for = ?")
                        .param(stage.name())
                        .query((row, number) -> new Catalog.Waiting(stage, row.getLong(1), instant(row.getString(2))))
                        .single())
                .toList();
    }

    private static CatalogDocument withEvents(JdbcClient sql, CatalogDocument bare) {
        Map<Kind, DocumentEvent> events = new EnumMap<>(Kind.class);
        sql.sql("SELECT kind, type, body FROM event WHERE document = ?")
                .param(bare.documentId().toString())
                .query((RowCallbackHandler) row -> events.put(Kind.valueOf(row.getString(1)), (DocumentEvent)
                        EventCodec.decode(row.getString(2), row.getBytes(3)).orElseThrow()));
        return new CatalogDocument(
                bare.documentId(),
                bare.tenant(),
                bare.source(),
                bare.nativeId(),
                events,
                bare.bulkVersion(),
                bare.look());
    }

    private static CatalogDocument bare(ResultSet row, int number) throws SQLException {
        long lookVersion = row.getLong("look_version");
        return new CatalogDocument(
                UUID.fromString(row.getString("id")),
                row.getString("tenant"),
                row.getString("source"),
                row.getString("native_id"),
                Map.of(),
                row.getLong("bulk_version"),
                lookVersion == 0 ? null : new Look(lookVersion, row.getString("look_revision")));
    }

    private static @Nullable Instant instant(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }
}
