package dev.tributary.ingest.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.sqlite.SQLiteConfig;

/** One SQLite file and the one connection to it, used by one thread at a time. */
public final class Database implements AutoCloseable {

    private final Path file;
    private final SingleConnectionDataSource connection;
    private final JdbcClient client;
    private final ReentrantLock lock = new ReentrantLock();

    private Database(Path file, SingleConnectionDataSource connection) {
        this.file = file;
        this.connection = connection;
        this.client = JdbcClient.create(connection);
    }

    /**
     * Opens the file, or makes it.
     *
     * @throws SQLException if it is no database, or a damaged one
     */
    public static Database open(Path file) throws SQLException {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot make the directory of " + file, failure);
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(5_000);
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "on");
        Connection opened = config.createConnection("jdbc:sqlite:" + file);
        Database database = new Database(file, new SingleConnectionDataSource(opened, true));
        try {
            database.client.sql("PRAGMA quick_check(1)").query(String.class).single();
            return database;
        } catch (RuntimeException damaged) {
            database.close();
            throw new SQLException("Not a sound database: " + file, damaged);
        }
    }

    /** Runs with the connection to itself, and keeps all that it wrote or nothing. */
    public <T> T inTransaction(Function<JdbcClient, T> work) {
        lock.lock();
        try {
            client.sql("BEGIN").update();
            T result = work.apply(client);
            client.sql("COMMIT").update();
            return result;
        } catch (RuntimeException | Error failure) {
            rollback(failure);
            throw failure;
        } finally {
            lock.unlock();
        }
    }

    public <T> T read(Function<JdbcClient, T> work) {
        lock.lock();
        try {
            return work.apply(client);
        } finally {
            lock.unlock();
        }
    }

    /** Empties the write-ahead log, which keeps what was overwritten since; pages are wiped as their rows are deleted. */
    void purge() {
        read(sql -> sql.sql("PRAGMA wal_checkpoint(TRUNCATE)").query().listOfRows());
    }

    /** Closes it and removes it from the disk. */
    public void delete() {
        close();
        delete(file);
    }

    static void delete(Path file) {
        try {
            for (String suffix : new String[] {"", "-wal", "-shm", "-journal"}) {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot delete " + file, failure);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            connection.destroy();
        } finally {
            lock.unlock();
        }
    }

    private void rollback(Throwable failure) {
        try {
            client.sql("ROLLBACK").update();
        } catch (RuntimeException alreadyRolledBack) {
            failure.addSuppressed(alreadyRolledBack);
        }
    }
}
