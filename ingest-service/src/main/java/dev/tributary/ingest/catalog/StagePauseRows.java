package dev.tributary.ingest.catalog;

import dev.tributary.events.Stage;
import dev.tributary.events.StageEvent.StageChanged;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Pauses of stages. A process tells its pauses every half minute; one that is silent for longer has vanished. When it was
 * heard of goes by this process's clock, for the other's may be wrong.
 */
final class StagePauseRows {

    private static final int SILENT_SECONDS = 90;

    private StagePauseRows() {}

    static void save(JdbcClient sql, StageChanged event) {
        Instant since = event.pausedSince();
        if (since == null) {
            sql.sql("DELETE FROM stage_pause WHERE process = ? AND stage = ?")
                    .params(event.process(), event.stage().name())
                    .update();
        } else {
            sql.sql("INSERT OR REPLACE INTO stage_pause VALUES (?, ?, ?, ?, unixepoch())")
                    .params(
                            event.process(),
                            event.stage().name(),
                            since.toString(),
                            event.cause() == null ? "" : event.cause())
                    .update();
        }
    }

    static List<Catalog.StagePause> all(JdbcClient sql) {
        return sql.sql("SELECT * FROM stage_pause WHERE heard > unixepoch() - ? ORDER BY since")
                .param(SILENT_SECONDS)
                .query((row, number) -> new Catalog.StagePause(
                        row.getString("process"),
                        Stage.valueOf(row.getString("stage")),
                        Instant.parse(row.getString("since")),
                        row.getString("cause")))
                .list();
    }
}
