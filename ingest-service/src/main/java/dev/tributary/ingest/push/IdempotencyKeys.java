package dev.tributary.ingest.push;

import dev.tributary.ingest.catalog.Database;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** Answers to pushes that named a key, for a day; a restart does not forget them. Only this process knows them. */
final class IdempotencyKeys implements AutoCloseable {

    private static final Duration KEPT = Duration.ofHours(24);
    private static final int STRIPES = 64;

    private final Lock[] locks =
            Stream.generate(ReentrantLock::new).limit(STRIPES).toArray(Lock[]::new);
    private final Database database;
    private final Clock clock;

    IdempotencyKeys(Path file, Clock clock) {
        this.clock = clock;
        try {
            this.database = Database.open(file);
        } catch (SQLException damaged) {
            throw new IllegalStateException(
                    "The file " + file + " is damaged. Delete it: repeated pushes of the last day are then taken again,"
                            + " which does no harm.",
                    damaged);
        }
        database.inTransaction(sql -> sql.sql("""
                        CREATE TABLE IF NOT EXISTS answer (
                          tenant TEXT, key TEXT, request TEXT NOT NULL, answer TEXT NOT NULL, at INTEGER NOT NULL,
                          PRIMARY KEY (tenant, key)) WITHOUT ROWID""").update());
        database.inTransaction(sql ->
                sql.sql("CREATE INDEX IF NOT EXISTS answer_at ON answer (at)").update());
    }

    /**
     * What was answered under a key.
     *
     * @param request a hash of the request
     */
    record Answer(String request, String answer) {}

    /** Requests with one key come one after another. */
    Lock lock(String tenant, String key) {
        return locks[Math.floorMod((tenant + '\0' + key).hashCode(), STRIPES)];
    }

    Optional<Answer> find(String tenant, String key) {
        long oldest = clock.millis() - KEPT.toMillis();
        return database.read(
                sql -> sql.sql("SELECT request, answer FROM answer WHERE tenant = ? AND key = ? AND at > ?")
                        .params(tenant, key, oldest)
                        .query((row, number) -> new Answer(row.getString(1), row.getString(2)))
                        .optional());
    }

    void save(String tenant, String key, Answer answer) {
        long now = clock.millis();
        database.inTransaction(sql -> {
            sql.sql("DELETE FROM answer WHERE at <= ?")
                    .param(now - KEPT.toMillis())
                    .update();
            return sql.sql("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?)")
                    .params(tenant, key, answer.request(), answer.answer(), now)
                    .update();
        });
    }

    @Override
    public void close() {
        database.close();
    }
}
