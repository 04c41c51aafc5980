package dev.tributary.ingest.catalog;

import dev.tributary.events.EventCodec;
import dev.tributary.events.SourceEvent.SourceChanged;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sources in the catalog: each one's last event, as on the wire. */
final class SourceRows {

    private static final EventCodec CODEC = new EventCodec("catalog", Clock.systemUTC());
    private static final String TYPE = "dev.tributary.source.changed.v1";

    private SourceRows() {}

    static Optional<SourceChanged> find(JdbcClient sql, String tenant, String source) {
        return sql.sql("SELECT body FROM source WHERE tenant = ? AND source = ?")
                .params(tenant, source)
                .query(SourceRows::decode)
                .optional();
    }

    static List<SourceChanged> all(JdbcClient sql, String tenant) {
        return sql.sql("SELECT body FROM source WHERE tenant = ? ORDER BY source")
                .param(tenant)
                .query(SourceRows::decode)
                .list();
    }

    static void save(JdbcClient sql, SourceChanged source) {
        sql.sql("INSERT OR REPLACE INTO source VALUES (?, ?, ?)")
                .params(source.tenant(), source.source(), CODEC.encode(source).value())
                .update();
    }

    private static SourceChanged decode(ResultSet row, int number) throws SQLException {
        return (SourceChanged) EventCodec.decode(TYPE, row.getBytes(1)).orElseThrow();
    }
}
