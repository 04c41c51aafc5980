package dev.tributary.bench.simulation;

import dev.tributary.events.Event;
import dev.tributary.events.Topic;
import dev.tributary.platform.kafka.EventPublisher;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Without {@link Guard#ACKNOWLEDGEMENT}: takes what was sent for what has arrived. */
record HastyPublisher(EventPublisher publisher) implements EventPublisher {

    @Override
    public CompletableFuture<Void> publish(Topic topic, Event event) {
        var unused = publisher.publish(topic, event);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> publishRecord(Topic topic, String key, Map<String, byte[]> headers, byte[] value) {
        var unused = publisher.publishRecord(topic, key, headers, value);
        return CompletableFuture.completedFuture(null);
    }
}
