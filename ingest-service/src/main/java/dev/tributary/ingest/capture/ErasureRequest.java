package dev.tributary.ingest.capture;

import dev.tributary.events.DocumentRemoved;
import dev.tributary.events.ErasureEvent.ErasureRequested;
import dev.tributary.events.Stage;
import dev.tributary.events.Topic;
import dev.tributary.ingest.capture.GroupPublisher.Message;
import dev.tributary.ingest.catalog.CatalogDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What an erasure has to say in the log. Only the thread that gives versions says it: compaction would drop a later
 * version that had been said before.
 */
sealed interface ErasureRequest {

    UUID documentId();

    /** What is to be said, given what is known of the document; nothing if it is no longer called for. */
    List<Message> messages(CatalogDocument document, Instant now);

    /** Removes the document for good. A document that was erased, and is not there again, is left alone. */
    record Erase(UUID documentId, UUID erasureId, Duration deadline) implements ErasureRequest {

        @Override
        public List<Message> messages(CatalogDocument document, Instant now) {
            if (document.erasure().isPresent()) {
                return List.of();
            }
            long version = Math.max(document.version() + 1, now.toEpochMilli());
            String id = documentId.toString();
            List<Message> messages = new ArrayList<>();
            messages.add(new Message(Topic.CAPTURED, removal(document, version, now)));
            for (Topic topic : List.of(Topic.CAPTURED_BULK, Topic.PARSED_BULK, Topic.DEAD)) {
                messages.add(Message.tombstone(topic, id));
            }
            for (Stage stage : Stage.values()) {
                messages.add(Message.tombstone(Topic.INDEXED, id + ":" + stage.wireName()));
            }
            messages.add(new Message(
                    Topic.ERASURES,
                    new ErasureRequested(
                            erasureId,
                            document.tenant(),
                            documentId,
                            version,
                            contents(document),
                            now,
                            now.plus(deadline))));
            return List.copyOf(messages);
        }

        private DocumentRemoved removal(CatalogDocument document, long version, Instant now) {
            return new DocumentRemoved(
                    documentId,
                    document.tenant(),
                    document.source(),
                    documentId.toString(),
                    version,
                    "erasure",
                    now,
                    now,
                    erasureId);
        }

        private static List<String> contents(CatalogDocument document) {
            return Stream.of(
                            document.captured().map(event -> event.content().sha256()),
                            document.parsed().map(event -> event.text().sha256()))
                    .flatMap(Optional::stream)
                    .distinct()
                    .toList();
        }
    }

    /**
     * Puts something harmless behind old versions that were found to be the last word under a key.
     *
     * @param version the document's newest one before the log was looked through; nothing was on its way then
     * @param keys by topic
     */
    record Cover(UUID documentId, long version, Map<Topic, Set<String>> keys) implements ErasureRequest {

        @Override
        public List<Message> messages(CatalogDocument document, Instant now) {
            if (document.version() != version || document.waitsFor() != null) {
                return List.of();
            }
            List<Message> messages = new ArrayList<>();
            keys.forEach((topic, all) -> all.forEach(key -> messages.add(message(topic, key, document))));
            return List.copyOf(messages);
        }

        /** A removal stays where one is looked for. */
        private static Message message(Topic topic, String key, CatalogDocument document) {
            Optional<DocumentRemoved> removal =
                    document.removed().filter(removed -> removed.version() == document.version());
            return removal.isPresent() && (topic == Topic.CAPTURED || topic == Topic.PARSED)
                    ? new Message(topic, removal.get())
                    : Message.tombstone(topic, key);
        }
    }
}
