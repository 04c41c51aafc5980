package dev.tributary.ingest.connector;

import dev.tributary.events.OutageException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One source, opened for reading. {@link #fetch} is safe for use by several threads; the other methods are called by one
 * thread at a time.
 *
 * <p>Every method throws {@link OutageException} if the source as a whole is out of reach: the caller closes the
 * connector and opens another one later. What is wrong with one document never shows as an exception.
 */
public interface Connector extends AutoCloseable {

    /**
     * Waits for changes and says what may have changed since the last call, or since {@code checkpoint} on the first.
     *
     * @param checkpoint what an earlier {@link #inventory} or {@link Changes#checkpoint()} of this source gave; null if
     *     there is none
     * @param wait the longest to wait; the answer is empty if nothing changed
     */
    Changes changes(@Nullable String checkpoint, Duration wait) throws InterruptedException;

    /**
     * Shows everything that the source holds now, each document once, without reading any of them.
     *
     * @throws OutageException if the listing ended early: absence needs evidence
     */
    Inventory inventory(Consumer<Entry> visitor);

    /** One document as it is now. An id that is not of this source's making is {@link Fetched.Gone}. */
    Fetched fetch(String nativeId);

    /**
     * How many changes were noticed and are not dealt with: those that {@link #changes} has yet to give, and those that it
     * gave last, until it is called again. Any thread may ask.
     */
    int waiting();

    @Override
    void close();

    /**
     * How a listing ended.
     *
     * @param checkpoint from before the listing began; null where the source has none
     * @param unlisted beginnings of the native ids that could not be listed; nothing is known of what is there
     */
    record Inventory(@Nullable String checkpoint, Set<String> unlisted) {
        public Inventory {
            unlisted = Set.copyOf(unlisted);
        }
    }

    /**
     * A document in a listing.
     *
     * @param revision as {@link Fetched.Content#revision()}
     */
    record Entry(String nativeId, @Nullable String revision) {}
}
