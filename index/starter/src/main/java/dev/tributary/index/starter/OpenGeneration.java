package dev.tributary.index.starter;

import dev.tributary.events.OutageException;
import dev.tributary.index.ChunkIndex;
import dev.tributary.index.Embedder;
import dev.tributary.index.Generation;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/** A generation with its model and its index, which stay open while somebody uses them. */
public final class OpenGeneration {

    private final String fingerprint;
    private final int chunkTokens;
    private final Embedder embedder;
    private final ChunkIndex index;
    private final Runnable closing;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    /**
     * @param chunkTokens the most that a chunk may have
     * @param closing run once, after the last use
     */
    OpenGeneration(Generation generation, int chunkTokens, Embedder embedder, ChunkIndex index, Runnable closing) {
        fingerprint = generation.fingerprint();
        this.chunkTokens = chunkTokens;
        this.embedder = embedder;
        this.index = index;
        this.closing = closing;
    }

    public String fingerprint() {
        return fingerprint;
    }

    public int chunkTokens() {
        return chunkTokens;
    }

    public Embedder embedder() {
        return embedder;
    }

    public ChunkIndex index() {
        return index;
    }

    /** @throws OutageException if it is closed */
    public <T> T use(Function<OpenGeneration, T> work) {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new OutageException("The index " + fingerprint + " was dropped", null);
            }
            return work.apply(this);
        } finally {
            lock.readLock().unlock();
        }
    }

    public boolean isClosed() {
        lock.readLock().lock();
        try {
            return closed;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Waits for those who use it. */
    void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                closing.run();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
