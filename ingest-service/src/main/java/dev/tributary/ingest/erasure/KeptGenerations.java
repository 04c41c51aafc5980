package dev.tributary.ingest.erasure;

import dev.tributary.events.Event;
import dev.tributary.events.GenerationEvent;
import dev.tributary.events.GenerationEvent.GenerationChanged;
import dev.tributary.events.GenerationEvent.LiveGenerationChosen;
import dev.tributary.events.GenerationEvent.State;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which generations of the index there are, as far as the topic tells. */
final class KeptGenerations {

    private final Set<String> kept = ConcurrentHashMap.newKeySet();
    private final Set<String> dropped = ConcurrentHashMap.newKeySet();

    void hear(Event event) {
        if (!(event instanceof GenerationEvent generation)) {
            return;
        }
        switch (generation) {
            case GenerationChanged changed -> {
                boolean keep = changed.state() == State.KEPT;
                (keep ? kept : dropped).add(changed.generation());
                (keep ? dropped : kept).remove(changed.generation());
            }
            case LiveGenerationChosen chosen -> {
                if (!dropped.contains(chosen.generation())) {
                    kept.add(chosen.generation());
                }
            }
        }
    }

    Set<String> names() {
        return Set.copyOf(kept);
    }
}
