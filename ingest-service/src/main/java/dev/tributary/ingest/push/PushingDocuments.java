package dev.tributary.ingest.push;

import dev.tributary.content.ContentStore.TooLargeException;
import dev.tributary.events.ContentReference;
import dev.tributary.events.DocumentKey;
import dev.tributary.events.OutageException;
import dev.tributary.ingest.IngestProperties;
import dev.tributary.ingest.capture.Captured;
import dev.tributary.ingest.capture.CapturingDocuments;
import dev.tributary.ingest.capture.ExpressRoom;
import dev.tributary.ingest.catalog.CatalogFollower;
import dev.tributary.ingest.connector.DocumentFacts;
import dev.tributary.ingest.push.IdempotencyKeys.Answer;
import dev.tributary.platform.web.InvalidRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Captures what is pushed and answers once it cannot be lost, within a bounded time. */
final class PushingDocuments {

    static final String CONNECTOR = CapturingDocuments.PUSH;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final CapturingDocuments capturing;
    private final ExpressRoom room;
    private final CatalogFollower follower;
    private final IdempotencyKeys keys;
    private final IngestProperties properties;
    private final Clock clock;

    PushingDocuments(
            CapturingDocuments capturing,
            ExpressRoom room,
            CatalogFollower follower,
            IdempotencyKeys keys,
            IngestProperties properties,
            Clock clock) {
        this.capturing = capturing;
        this.room = room;
        this.follower = follower;
        this.keys = keys;
        this.properties = properties;
        this.clock = clock;
    }

    /** A key was used before, for something else. */
    static final class KeyReusedException extends RuntimeException {}

    PushAnswer put(DocumentKey key, DocumentFacts facts, InputStream body, @Nullable String idempotencyKey)
            throws IOException, TooLargeException {
        checkReady();
        ContentReference content =
                capturing.store(key.tenant(), body, properties.maxBytes().toBytes());
        if (content.size() == 0) {
            throw new InvalidRequestException("body", "0 bytes", "the document's bytes; to remove it, use DELETE");
        }
        awaitTurn(key);
        CapturingDocuments.Reading reading =
                new CapturingDocuments.Reading(CONNECTOR, properties.maxBytes().toBytes());
        String request = fingerprint("PUT", key, content.sha256() + describe(facts));
        return once(
                key, idempotencyKey, request, () -> capturing.capture(key, reading, facts, content, clock.instant()));
    }

    PushAnswer remove(DocumentKey key, @Nullable String idempotencyKey) {
        checkReady();
        return once(
                key,
                idempotencyKey,
                fingerprint("DELETE", key, ""),
                () -> capturing.remove(key, CONNECTOR, clock.instant()));
    }

    /**
     * Whoever pushes many documents while an archive of others waits is slowed down to what the express topic takes,
     * rather than queued behind the archive; but not for longer than it may take to commit.
     */
    private void awaitTurn(DocumentKey key) {
        long deadline = System.nanoTime() + properties.pushTimeout().toNanos() / 2;
        try {
            while (room.isWorthWaitingFor(key.tenant(), key.source()) && System.nanoTime() - deadline < 0) {
                Thread.sleep(LOOK_AGAIN);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new OutageException("The service stops", stopped, RETRY_AFTER);
        }
    }

    private PushAnswer once(
            DocumentKey key,
            @Nullable String idempotencyKey,
            String request,
            Supplier<CompletableFuture<Captured>> capture) {
        if (idempotencyKey == null) {
            return PushAnswer.of(await(capture.get()));
        }
        Lock lock = keys.lock(key.tenant(), idempotencyKey);
        lock.lock();
        try {
            Optional<Answer> before = keys.find(key.tenant(), idempotencyKey);
            if (before.isPresent()) {
                return repeat(before.get(), request);
            }
            PushAnswer answer = PushAnswer.of(await(capture.get()));
            keys.save(key.tenant(), idempotencyKey, new Answer(request, JSON.writeValueAsString(answer)));
            return answer;
        } finally {
            lock.unlock();
        }
    }

    private static PushAnswer repeat(Answer before, String request) {
        if (!before.request().equals(request)) {
            throw new KeyReusedException();
        }
        return JSON.readValue(before.answer(), PushAnswer.class);
    }

    /** Before that, nobody can tell which version a document has. */
    private void checkReady() {
        if (!follower.caughtUp()) {
            throw new OutageException("The catalog is still reading the log", null, RETRY_AFTER);
        }
    }

    private Captured await(CompletableFuture<Captured> committed) {
        try {
            return committed.get(properties.pushTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            committed.cancel(false);
            throw new OutageException("Kafka did not take a push in time", late, RETRY_AFTER);
        } catch (ExecutionException failure) {
            throw new OutageException("A push was not captured: " + failure.getCause(), failure, RETRY_AFTER);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new OutageException("The service stops", stopped, RETRY_AFTER);
        }
    }

    /** Sorted, so that equal facts give equal text. */
    private static String describe(DocumentFacts facts) {
        return JSON.writeValueAsString(new Object[] {
            facts.uri(),
            facts.title(),
            facts.mediaType(),
            facts.fileName(),
            facts.acl() == null ? null : new TreeSet<>(facts.acl().readers()),
            new TreeMap<>(facts.metadata()),
            String.valueOf(facts.sourceTime())
        });
    }

    private static String fingerprint(String method, DocumentKey key, String rest) {
        try {
            String text = String.join("\0", method, key.tenant(), key.source(), key.nativeId(), rest);
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
