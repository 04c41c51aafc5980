package dev.tributary.ingest.capture;

import dev.tributary.events.Event;
import dev.tributary.events.Topic;
import dev.tributary.ingest.catalog.Catalog;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Publishes groups of events, each as a whole or not at all. */
interface GroupPublisher extends AutoCloseable {

    /**
     * What is to be said on a topic.
     *
     * @param event null for a tombstone: whatever was said under the key before counts for nothing
     */
    record Message(Topic topic, String key, @Nullable Event event) {

        Message(Topic topic, Event event) {
            this(topic, event.key(), event);
        }

        static Message tombstone(Topic topic, String key) {
            return new Message(topic, key, null);
        }

        /** What the catalog is to hear of it. */
        Optional<Catalog.Seen> seen() {
            return event == null ? Optional.empty() : Optional.of(new Catalog.Seen(topic, event));
        }
    }

    /**
     * Returns when everything that was ever published under this name, by a predecessor or by a call that failed, is
     * either in the log or will never be.
     *
     * @throws dev.tributary.events.OutageException if Kafka does not say
     */
    void settle();

    /**
     * Returns when all in-sync replicas have all messages.
     *
     * @throws dev.tributary.events.OutageException if Kafka did not take them, or may not have; saying them again does no
     *     harm
     */
    void publish(List<Message> messages);

    @Override
    void close();
}
