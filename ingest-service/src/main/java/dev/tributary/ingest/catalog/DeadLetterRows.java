package dev.tributary.ingest.catalog;

import dev.tributary.ingest.catalog.DeadLetter.Dropped;
import dev.tributary.ingest.catalog.DeadLetter.Filter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Dead letters in the catalog. */
final class DeadLetterRows {

    private DeadLetterRows() {}

    static void save(JdbcClient sql, DeadLetter letter, @Nullable String type, byte[] body) {
        sql.sql("INSERT OR REPLACE INTO dead_letter VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .param(letter.key())
                .param(letter.documentId() == null ? null : letter.documentId().toString())
                .param(letter.tenant())
                .param(letter.source())
                .param(letter.nativeId())
                .param(letter.version())
                .param(letter.attempt())
                .param(letter.stage())
                .param(letter.reason())
                .param(letter.message())
                .param(letter.retryable())
                .param(letter.at().toEpochMilli())
                .param(letter.event() == null ? null : type)
                .param(letter.event() == null ? null : body)
                .update();
    }

    static void drop(JdbcClient sql, Dropped dropped) {
        sql.sql("""
                        DELETE FROM dead_letter
                        WHERE key = :key AND (version < :version OR (version = :version AND attempt <= :attempt))""")
                .param("key", dropped.key())
                .param("version", dropped.version())
                .param("attempt", dropped.attempt())
                .update();
    }

    static void forgetBefore(JdbcClient sql, Instant oldest) {
        sql.sql("DELETE FROM dead_letter WHERE at < ?")
                .param(oldest.toEpochMilli())
                .update();
    }

    static List<DeadLetter> page(JdbcClient sql, Filter filter, Instant oldest, @Nullable String after, int limit) {
        Instant newerThan = filter.newerThan();
        Instant from = newerThan == null || newerThan.isBefore(oldest) ? oldest : newerThan;
        Instant olderThan = filter.olderThan();
        return sql.sql("""
                        SELECT * FROM (
                          SELECT l.key, l.document, coalesce(l.tenant, d.tenant) AS tenant,
                            coalesce(l.source, d.source) AS source, coalesce(l.native_id, d.native_id) AS native_id,
                            l.version, l.attempt, l.stage, l.reason, l.message, l.retryable, l.at, l.type, l.body
                          FROM dead_letter l LEFT JOIN document d ON d.id = l.document)
                        WHERE key > :after AND (tenant = :tenant OR (:ownerless AND tenant IS NULL))
                          AND (:source IS NULL OR source = :source) AND (:stage IS NULL OR stage = :stage)
                          AND (:reason IS NULL OR reason = :reason) AND at > :from AND at < :before
                          AND (:any OR document IN (:documents))
                        ORDER BY key LIMIT :limit""")
                .param("after", after == null ? "" : after)
                .param("tenant", filter.tenant())
                .param("ownerless", filter.ownerless())
                .param("source", filter.source())
                .param("stage", filter.stage())
                .param("reason", filter.reason())
                .param("from", from.toEpochMilli())
                .param("before", olderThan == null ? Long.MAX_VALUE : olderThan.toEpochMilli())
                .param("any", filter.documentIds().isEmpty())
                .param("documents", texts(filter.documentIds()))
                .param("limit", limit)
                .query(DeadLetterRows::letter)
                .list();
    }

    /** How many documents are still rejected as their dead letter says, by reason. */
    static Map<String, Long> byReason(JdbcClient sql, Instant oldest) {
        Map<String, Long> counts = new HashMap<>();
        sql.sql("""
                        SELECT l.reason, count(*) FROM dead_letter l LEFT JOIN document d ON d.id = l.document
                        WHERE l.at > ? AND (l.type IS NULL OR (d.version = l.version AND d.state = 'REJECTED'))
                        GROUP BY 1""").param(oldest.toEpochMilli()).query((RowCallbackHandler)
                row -> counts.put(row.getString(1), row.getLong(2)));
        return counts;
    }

    private static List<String> texts(Set<UUID> ids) {
        return ids.isEmpty() ? List.of("") : ids.stream().map(UUID::toString).toList();
    }

    private static DeadLetter letter(ResultSet row, int number) throws SQLException {
        String document = row.getString("document");
        byte[] body = row.getBytes("body");
        return new DeadLetter(
                row.getString("key"),
                document == null ? null : UUID.fromString(document),
                row.getString("tenant"),
                row.getString("source"),
                row.getString("native_id"),
                row.getLong("version"),
                row.getInt("attempt"),
                row.getString("stage"),
                row.getString("reason"),
                row.getString("message"),
                row.getBoolean("retryable"),
                Instant.ofEpochMilli(row.getLong("at")),
                body == null ? null : DeadLetterRecords.decode(row.getString("type"), body));
    }
}
