package dev.tributary.ingest.capture;

import dev.tributary.content.ContentStore;
import dev.tributary.content.ContentStore.TooLargeException;
import dev.tributary.events.ContentReference;
import dev.tributary.events.DocumentKey;
import dev.tributary.events.OutageException;
import dev.tributary.events.RejectionReason;
import dev.tributary.events.SourceEvent.SourceChanged;
import dev.tributary.events.Topic;
import dev.tributary.ingest.catalog.Catalog;
import dev.tributary.ingest.connector.DocumentFacts;
import dev.tributary.ingest.connector.Fetched;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bytes into the content store, then the event to Kafka, then the answer. What was captured before, with the same bytes
 * and facts, is said once only. Safe for use by many threads, whose requests share transactions.
 *
 * <p>All methods throw {@link OutageException} while the store or Kafka does not work; nothing was captured then, or it
 * was and repeating it does no harm.
 */
public final class CapturingDocuments {

    /** A file that is written to while it is read is captured as it is after so many attempts, and again at the next change. */
    private static final int ATTEMPTS = 3;

    /** The connector of what somebody pushes. */
    public static final String PUSH = "push";

    private final ContentStore store;
    private final Catalog catalog;
    private final Committer committer;
    private final CaptureMetrics metrics;

    CapturingDocuments(ContentStore store, Catalog catalog, Committer committer, CaptureMetrics metrics) {
        this.store = store;
        this.catalog = catalog;
        this.committer = committer;
        this.metrics = metrics;
    }

    /** What is constant while a source is read. */
    public record Reading(String connector, long maxBytes) {}

    /**
     * Captures what {@code fetch} brings, or says why it cannot be taken. Whether it is new, its bytes tell, and not its
     * revision: somebody has said that it changed. Returns after the commit.
     *
     * @param fetch is asked again if the document changes while it is read
     * @return empty if the document is gone
     */
    public Optional<Captured> capture(DocumentKey key, Reading reading, Instant changedAt, Supplier<Fetched> fetch) {
        for (int attempt = 1; ; attempt++) {
            Optional<CaptureRequest> request;
            switch (fetch.get()) {
                case Fetched.Gone gone -> {
                    return Optional.empty();
                }
                case Fetched.Unreadable unreadable ->
                    request = Optional.of(unreadable(key, reading, changedAt, unreadable));
                case Fetched.Content content -> {
                    try (content) {
                        Optional<Captured> erased = erased(key);
                        if (erased.isPresent()) {
                            return erased;
                        }
                        request = request(key, reading, changedAt, content, attempt == ATTEMPTS);
                    }
                }
            }
            if (request.isPresent()) {
                return Optional.of(commit(request.get()));
            }
        }
    }

    /** Captures bytes that were {@link #store stored}, from a source that is not asked. Ends after the commit. */
    public CompletableFuture<Captured> capture(
            DocumentKey key, Reading reading, DocumentFacts facts, ContentReference content, Instant changedAt) {
        return submit(new CaptureRequest.Content(key, reading.connector(), changedAt, facts, content, null));
    }

    /** Keeps bytes that are to be captured. */
    public ContentReference store(String tenant, InputStream bytes, long maxBytes)
            throws IOException, TooLargeException {
        return store.put(tenant, bytes, maxBytes);
    }

    /** Says that a document is gone, unless it was never there. Ends after the commit. */
    public CompletableFuture<Captured> remove(DocumentKey key, String connector, Instant changedAt) {
        return submit(new CaptureRequest.Removal(key, connector, changedAt));
    }

    /**
     * Removes a document and begins to erase it everywhere. Does nothing if it was erased already. Ends after the commit.
     *
     * @param erasureId names the receipt
     */
    public CompletableFuture<Captured> erase(UUID documentId, UUID erasureId, Duration deadline) {
        return committer.submit(new ErasureRequest.Erase(documentId, erasureId, deadline));
    }

    /**
     * Says something harmless under keys whose last word, of an erased version, came late. Does nothing if the document
     * has changed since it had this version.
     */
    public CompletableFuture<Captured> cover(UUID documentId, long version, Map<Topic, Set<String>> keys) {
        return committer.submit(new ErasureRequest.Cover(documentId, version, keys));
    }

    /** Notes a source's settings and how far it was read. Returns after the commit. */
    public void note(SourceChanged source) {
        await(committer.submit(source));
    }

    /** Requests that are not committed yet. */
    public int waiting() {
        return committer.waiting();
    }

    /** The document's newest version if it was erased: not even its bytes are to be kept. */
    private Optional<Captured> erased(DocumentKey key) {
        return catalog.find(key.documentId())
                .filter(catalog::suppressed)
                .map(document -> new Captured(document.documentId(), document.version(), false));
    }

    /** Empty if the document changed while it was read. */
    private Optional<CaptureRequest> request(
            DocumentKey key, Reading reading, Instant changedAt, Fetched.Content content, boolean last) {
        long maxBytes = reading.maxBytes();
        if (content.size() > maxBytes) {
            return Optional.of(tooLarge(key, reading, changedAt, content));
        }
        ContentReference stored;
        try (InputStream bytes = content.bytes()) {
            stored = store.put(key.tenant(), bytes, maxBytes);
        } catch (TooLargeException grown) {
            return Optional.of(tooLarge(key, reading, changedAt, content));
        } catch (IOException failure) {
            String message = "This document could not be read to its end (" + failure.getMessage()
                    + "). Check the disk or the connection that it is on.";
            return Optional.of(rejection(key, reading, changedAt, content, RejectionReason.UNREADABLE, message, null));
        }
        boolean settled = content.unchanged();
        if (!settled && !last) {
            return Optional.empty();
        }
        String revision = settled ? content.revision() : null;
        if (stored.size() == 0) {
            String message = "This document has no content (0 bytes). If it should have some, save it again.";
            return Optional.of(rejection(key, reading, changedAt, content, RejectionReason.EMPTY, message, revision));
        }
        return Optional.of(
                new CaptureRequest.Content(key, reading.connector(), changedAt, content.facts(), stored, revision));
    }

    /** Without a revision, so that each listing asks for its size again: the limit may have been raised. */
    private static CaptureRequest tooLarge(
            DocumentKey key, Reading reading, Instant changedAt, Fetched.Content content) {
        String message = "This document has more than " + reading.maxBytes()
                + " bytes. Split it, or raise max-bytes of its source.";
        return rejection(key, reading, changedAt, content, RejectionReason.TOO_LARGE, message, null);
    }

    private static CaptureRequest unreadable(
            DocumentKey key, Reading reading, Instant changedAt, Fetched.Unreadable document) {
        return new CaptureRequest.Rejection(
                key,
                reading.connector(),
                changedAt,
                document.facts(),
                RejectionReason.UNREADABLE,
                document.message(),
                document.revision());
    }

    private static CaptureRequest rejection(
            DocumentKey key,
            Reading reading,
            Instant changedAt,
            Fetched.Content content,
            RejectionReason reason,
            String message,
            @Nullable String revision) {
        return new CaptureRequest.Rejection(
                key, reading.connector(), changedAt, content.facts(), reason, message, revision);
    }

    private CompletableFuture<Captured> submit(CaptureRequest request) {
        long start = System.nanoTime();
        CompletableFuture<Captured> committed = committer.submit(request);
        return committed.whenComplete((captured, failure) -> {
            if (failure == null && captured.changed()) {
                metrics.captured(request, System.nanoTime() - start);
            }
        });
    }

    private Captured commit(CaptureRequest request) {
        return await(submit(request));
    }

    /** Waits for a commit. */
    public static <T> T await(CompletableFuture<T> committed) {
        try {
            return committed.get();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof OutageException outage
                    ? new OutageException(String.valueOf(outage.getMessage()), outage)
                    : new OutageException("Capturing failed: " + failure.getCause(), failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new OutageException("The service stopped while this was captured", stopped);
        }
    }
}
