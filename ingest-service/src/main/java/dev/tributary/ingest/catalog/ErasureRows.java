package dev.tributary.ingest.catalog;

import dev.tributary.events.ErasureEvent;
import dev.tributary.events.EventCodec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Erasures in the catalog: what was said about them, as on the wire. */
final class ErasureRows {

    private static final EventCodec CODEC = new EventCodec("catalog", Clock.systemUTC());

    private ErasureRows() {}

    static void save(JdbcClient sql, ErasureEvent event) {
        sql.sql("INSERT OR REPLACE INTO erasure VALUES (?, ?, ?, ?, ?)")
                .param(event.key())
                .param(event.erasureId().toString())
                .param(event.tenant())
                .param(EventCodec.typeOf(event))
                .param(CODEC.encode(event).value())
                .update();
    }

    static List<ErasureEvent> all(JdbcClient sql, @Nullable String tenant) {
        return sql.sql("SELECT type, body FROM erasure WHERE :tenant IS NULL OR tenant = :tenant ORDER BY key")
                .param("tenant", tenant)
                .query(ErasureRows::decode)
                .list();
    }

    static List<ErasureEvent> find(JdbcClient sql, UUID erasureId) {
        String prefix = erasureId.toString();
        return sql.sql("SELECT type, body FROM erasure WHERE key >= ? AND key < ? ORDER BY key")
                .params(prefix, prefix + "~")
                .query(ErasureRows::decode)
                .list();
    }

    private static ErasureEvent decode(ResultSet row, int number) throws SQLException {
        return (ErasureEvent)
                EventCodec.decode(row.getString(1), row.getBytes(2)).orElseThrow();
    }
}
