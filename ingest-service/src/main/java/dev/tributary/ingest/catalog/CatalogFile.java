package dev.tributary.ingest.catalog;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The catalog's file: made new when it is damaged, of another layout, or about another log. */
final class CatalogFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CatalogFile.class);

    /** Raised with every change of the tables below. */
    private static final String LAYOUT = "7";

    private static final String[] TABLES = {
        "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        "CREATE TABLE log_offset (topic_partition TEXT PRIMARY KEY, next INTEGER NOT NULL) WITHOUT ROWID",
        "CREATE TABLE source (tenant TEXT, source TEXT, body BLOB NOT NULL, PRIMARY KEY (tenant, source)) WITHOUT ROWID",
        """
        CREATE TABLE document (
          id TEXT PRIMARY KEY, tenant TEXT NOT NULL, source TEXT NOT NULL, native_id TEXT NOT NULL,
          version INTEGER NOT NULL, state TEXT NOT NULL, live INTEGER NOT NULL, waits_for TEXT, waits_since TEXT,
          bulk_version INTEGER NOT NULL, bulk INTEGER NOT NULL, hash TEXT, revision TEXT, look_version INTEGER, look_revision TEXT) WITHOUT ROWID""",
        "CREATE INDEX document_source ON document (tenant, source, live, native_id)",
        "CREATE INDEX document_hash ON document (tenant, source, hash)",
        "CREATE INDEX document_waiting ON document (waits_for, waits_since) WHERE waits_for IS NOT NULL",
        "CREATE INDEX document_source_waiting ON document (bulk, tenant, source) WHERE waits_for IS NOT NULL",
        """
        CREATE TABLE event (
          document TEXT, kind TEXT, type TEXT NOT NULL, body BLOB NOT NULL, content TEXT,
          PRIMARY KEY (document, kind)) WITHOUT ROWID""",
        "CREATE INDEX event_content ON event (content) WHERE content IS NOT NULL",
        """
        CREATE TABLE last_word (
          document TEXT, subject TEXT, topic TEXT, last INTEGER NOT NULL, newest INTEGER NOT NULL,
          PRIMARY KEY (document, subject, topic)) WITHOUT ROWID""",
        "CREATE INDEX last_word_overridden ON last_word (document) WHERE last < newest",
        """
        CREATE TABLE erasure (
          key TEXT PRIMARY KEY, erasure TEXT NOT NULL, tenant TEXT NOT NULL, type TEXT NOT NULL,
          body BLOB NOT NULL) WITHOUT ROWID""",
        """
        CREATE TABLE stage_pause (
          process TEXT, stage TEXT, since TEXT NOT NULL, cause TEXT NOT NULL, heard INTEGER NOT NULL,
          PRIMARY KEY (process, stage)) WITHOUT ROWID""",
        """
        CREATE TABLE dead_letter (
          key TEXT PRIMARY KEY, document TEXT, tenant TEXT, source TEXT, native_id TEXT, version INTEGER NOT NULL,
          attempt INTEGER NOT NULL, stage TEXT NOT NULL, reason TEXT NOT NULL, message TEXT NOT NULL,
          retryable INTEGER NOT NULL, at INTEGER NOT NULL, type TEXT, body BLOB) WITHOUT ROWID"""
    };

    private final Path path;
    private Database database;
    private int remakes;

    CatalogFile(Path path) {
        this.path = path;
        this.database = open(path);
    }

    synchronized <T> T read(Function<JdbcClient, T> work) {
        return database.read(work);
    }

    synchronized <T extends @org.jspecify.annotations.Nullable Object> T write(Function<JdbcClient, T> work) {
        return database.inTransaction(work);
    }

    /**
     * How far the log was read.
     *
     * @param identity of the log; a file about another one is made new
     */
    synchronized Map<String, Long> offsets(String identity) {
        String known = database.read(sql -> meta(sql, "log"));
        if (!known.isEmpty() && !known.equals(identity)) {
            LOG.warn("The catalog {} is about another Kafka cluster or other topics; it is made again", path);
            recreate();
        }
        database.inTransaction(sql -> saveMeta(sql, "log", identity));
        Map<String, Long> offsets = new HashMap<>();
        database.read(sql -> {
            sql.sql("SELECT topic_partition, next FROM log_offset")
                    .query((org.springframework.jdbc.core.RowCallbackHandler)
                            row -> offsets.put(row.getString(1), row.getLong(2)));
            return offsets;
        });
        return offsets;
    }

    static void saveOffsets(JdbcClient sql, Map<String, Long> offsets) {
        offsets.forEach((partition, next) -> sql.sql("INSERT OR REPLACE INTO log_offset VALUES (?, ?)")
                .params(partition, next)
                .update());
    }

    /** How often the file was made again since the start, and so knew next to nothing for a while. */
    synchronized int remakes() {
        return remakes;
    }

    /** Takes what was deleted out of the files too. */
    synchronized void purge() {
        database.purge();
    }

    synchronized void recreate() {
        remakes++;
        database.delete();
        database = open(path);
    }

    @Override
    public synchronized void close() {
        database.close();
    }

    private static Database open(Path path) {
        try {
            return openOnce(path);
        } catch (SQLException | DataAccessException unusable) {
            LOG.warn("The catalog {} cannot be used and is made again from the log: {}", path, unusable.getMessage());
            Database.delete(path);
        }
        try {
            return openOnce(path);
        } catch (SQLException failure) {
            throw new IllegalStateException("Cannot make the catalog " + path + ": " + failure.getMessage(), failure);
        }
    }

    private static Database openOnce(Path path) throws SQLException {
        Database database = Database.open(path);
        boolean empty = database.read(sql -> sql.sql("SELECT count(*) FROM sqlite_master WHERE name = 'meta'")
                        .query(Integer.class)
                        .single()
                == 0);
        if (empty) {
            database.inTransaction(sql -> {
                for (String table : TABLES) {
                    sql.sql(table).update();
                }
                return saveMeta(sql, "layout", LAYOUT);
            });
        } else if (!database.read(sql -> meta(sql, "layout")).equals(LAYOUT)) {
            database.close();
            throw new SQLException("it has the layout of another version");
        }
        return database;
    }

    static String meta(JdbcClient sql, String name) {
        return sql.sql("SELECT value FROM meta WHERE name = ?")
                .param(name)
                .query(String.class)
                .optional()
                .orElse("");
    }

    static int saveMeta(JdbcClient sql, String name, String value) {
        return sql.sql("INSERT OR REPLACE INTO meta VALUES (?, ?)")
                .params(name, value)
                .update();
    }
}
