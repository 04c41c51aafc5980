package dev.tributary.content;

import dev.tributary.events.ContentReference;
import dev.tributary.events.OutageException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;

/**
 * Bytes by their SHA-256, apart for each tenant, and names that point at them.
 *
 * <p>Implementations are safe for use by several threads and processes. What a method that writes has returned from is
 * durable. A store that is down or full makes every method throw {@link OutageException}.
 */
public interface ContentStore {

    /**
     * Keeps all bytes of the stream, which stays open. Keeping the same bytes twice keeps them once.
     *
     * @param maxBytes the most to take
     * @throws TooLargeException if the stream has more; nothing is kept then
     * @throws IOException if the stream itself cannot be read
     */
    ContentReference put(String tenant, InputStream bytes, long maxBytes) throws IOException, TooLargeException;

    /** Keeps these bytes. */
    ContentReference put(String tenant, byte[] bytes);

    /**
     * The bytes, for the caller to close.
     *
     * @throws MissingContentException if the tenant has no such content
     */
    InputStream open(String tenant, ContentReference reference);

    /** Whether the tenant has content of this hash; asking is no use of it. */
    boolean has(String tenant, String sha256);

    /** All bytes at once; for content whose size is known to be bearable. */
    byte[] read(String tenant, ContentReference reference);

    /**
     * Lets {@code name} point at the reference, in place of what it pointed at before. For what can be computed again
     * from other content: {@code parsed/…}, {@code vectors/…}.
     *
     * @param name segments of letters, digits, dots and hyphens, parted by slashes; the last one begins with the SHA-256 of
     *     that other content, and {@link #collect} keeps both as long as it is referenced
     */
    void link(String tenant, String name, ContentReference target);

    /** What the name points at, if it points at anything that is still there; this counts as a use of it. */
    Optional<ContentReference> linked(String tenant, String name);

    /**
     * Deletes what nothing refers to and nobody has put or looked up since {@code unusedSince}, and what is left over
     * from writes that were cut short before then. May run beside all other methods, which never lose what they were
     * just told to keep.
     */
    Collected collect(References references, Instant unusedSince);

    /** Tells what is still needed. */
    @FunctionalInterface
    interface References {

        /** Whether the tenant's content of this hash is needed. What it throws ends a collection. */
        boolean contains(String tenant, String sha256);
    }

    /**
     * What a collection came to.
     *
     * @param kept contents that stay, whether referenced or merely recent
     * @param deletedBytes freed
     */
    record Collected(long kept, long keptBytes, long deleted, long deletedBytes) {}

    /** Throws {@link OutageException} if the store cannot be written to or read from. */
    void check();

    /** More bytes than allowed. */
    final class TooLargeException extends Exception {
        public TooLargeException(long maxBytes) {
            super("more than " + maxBytes + " bytes");
        }
    }

    /** A reference to content that the store does not have. */
    final class MissingContentException extends RuntimeException {

        private final boolean collected;

        /** @param collected whether it was {@link ContentStore#collect collected}, and not lost */
        public MissingContentException(String tenant, ContentReference reference, boolean collected) {
            super("The content store has no " + reference.sha256() + " of tenant " + tenant);
            this.collected = collected;
        }

        /**
         * Whether it was deleted because nothing referred to it any more: the document has a newer version then, or was
         * removed, and whoever wanted it has nothing to do.
         */
        public boolean collected() {
            return collected;
        }
    }
}
