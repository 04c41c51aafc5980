package dev.tributary.platform.kafka;

import dev.tributary.events.Event;
import dev.tributary.events.OutageException;
import dev.tributary.events.Topic;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Says something to the other services. Safe for use by several threads. */
public interface EventPublisher {

    /**
     * Never throws. The future ends when all in-sync replicas have the event; it fails with {@link OutageException}, or
     * with {@link IllegalArgumentException} if the event can never be taken.
     */
    CompletableFuture<Void> publish(Topic topic, Event event);

    /** The same for a record that is passed on as it was found. */
    CompletableFuture<Void> publishRecord(Topic topic, String key, Map<String, byte[]> headers, byte[] value);

    /** Returns when all in-sync replicas have the event; throws what {@link #publish} fails with. */
    default void publishAndWait(Topic topic, Event event) {
        await(publish(topic, event));
    }

    /** Waits for what {@link #publish} returned; throws what it fails with. */
    static void await(CompletableFuture<Void> published) {
        try {
            published.join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failure;
        }
    }
}
