package dev.tributary.index.qdrant;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Ids of points, in their order, by what they have. */
final class FakePostings<K> {

    private final Map<K, Set<String>> ids = new HashMap<>();

    void add(K key, String id) {
        ids.computeIfAbsent(key, unused -> new TreeSet<>()).add(id);
    }

    void remove(K key, String id) {
        ids.computeIfPresent(key, (unused, having) -> {
            having.remove(id);
            return having.isEmpty() ? null : having;
        });
    }

    Set<String> having(K key) {
        return Collections.unmodifiableSet(ids.getOrDefault(key, Set.of()));
    }
}
