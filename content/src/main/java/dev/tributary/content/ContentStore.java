package dev.tributary.content;

import dev.tributary.events.ContentReference;
import dev.tributary.events.OutageException;
import java.io.IOException;
import java.io.InputStream;
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

    /** All bytes at once; for content whose size is known to be bearable. */
    byte[] read(String tenant, ContentReference reference);

    /**
     * Lets {@code name} point at the reference, in place of what it pointed at before. For what can be computed again
     * from other content: {@code parsed/…}, {@code vectors/…}.
     *
     * @param name segments of letters, digits, dots and hyphens, parted by slashes
     */
    void link(String tenant, String name, ContentReference target);

    /** What the name points at, if it points at anything that is still there. */
    Optional<ContentReference> linked(String tenant, String name);

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
        public MissingContentException(String tenant, ContentReference reference) {
            super("The content store has no " + reference.sha256() + " of tenant " + tenant);
        }
    }
}
