package dev.tributary.bench.chaos;

import dev.tributary.events.DocumentKey;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What every document should be in the end. Written by those who make the changes, each document by one of them. */
final class Ledger {

    private final Map<UUID, Entry> entries = new ConcurrentHashMap<>();

    /**
     * @param version as answered to the push; null for a file, whose version nobody tells
     * @param put the document as it was put last
     */
    record Entry(DocumentKey key, @Nullable Long version, Change.Put put, boolean live) {

        UUID documentId() {
            return key.documentId();
        }
    }

    void put(DocumentKey key, @Nullable Long version, Change.Put put) {
        entries.put(key.documentId(), new Entry(key, version, put, true));
    }

    void removed(DocumentKey key, @Nullable Long version) {
        entries.computeIfPresent(
                key.documentId(), (id, before) -> new Entry(before.key(), version, before.put(), false));
    }

    List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    boolean knows(UUID document) {
        return entries.containsKey(document);
    }
}
