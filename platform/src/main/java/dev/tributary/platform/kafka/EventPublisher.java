package dev.tributary.platform.kafka;

import dev.tributary.events.Event;
import dev.tributary.events.Topic;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Says something to the other services. Safe for use by several threads. */
public interface EventPublisher {

    /** Ends when all in-sync replicas have the event; fails with {@link dev.tributary.events.OutageException}. */
    CompletableFuture<Void> publish(Topic topic, Event event);

    /** The same for a record that is passed on as it was found. */
    CompletableFuture<Void> publishRecord(Topic topic, String key, Map<String, byte[]> headers, byte[] value);
}
