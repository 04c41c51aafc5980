package dev.tributary.embed.pipeline;

import dev.tributary.events.DocumentRejected;
import dev.tributary.events.Event;
import dev.tributary.events.Topic;
import dev.tributary.platform.kafka.EventPublisher;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps to itself what fails in a generation that does not answer: the document is as searchable as before. That such a
 * generation lacks documents is found out before it may answer.
 */
final class DiscreetPublisher implements EventPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(DiscreetPublisher.class);

    private final EventPublisher publisher;
    private final String generation;
    private final BooleanSupplier live;

    DiscreetPublisher(EventPublisher publisher, String generation, BooleanSupplier live) {
        this.publisher = publisher;
        this.generation = generation;
        this.live = live;
    }

    @Override
    public CompletableFuture<Void> publish(Topic topic, Event event) {
        if (event instanceof DocumentRejected rejected && !live.getAsBoolean()) {
            LOG.error(
                    "Document {} is not in the index {}, which does not answer yet: {}",
                    rejected.documentId(),
                    generation,
                    rejected.message());
            return CompletableFuture.completedFuture(null);
        }
        return publisher.publish(topic, event);
    }

    @Override
    public CompletableFuture<Void> publishRecord(Topic topic, String key, Map<String, byte[]> headers, byte[] value) {
        return live.getAsBoolean()
                ? publisher.publishRecord(topic, key, headers, value)
                : CompletableFuture.completedFuture(null);
    }
}
