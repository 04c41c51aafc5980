package dev.tributary.events;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Unmodifiable copies for records; a collection that the wire left out is empty. */
final class Copies {

    private Copies() {}

    static <V> Map<String, V> of(@Nullable Map<String, V> values) {
        return values == null ? Map.of() : Map.copyOf(values);
    }

    static <T> List<T> of(@Nullable List<T> values) {
        return values == null ? List.of() : List.copyOf(values);
    }
}
