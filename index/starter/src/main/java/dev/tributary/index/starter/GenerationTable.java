package dev.tributary.index.starter;

import dev.tributary.events.GenerationEvent;
import dev.tributary.events.GenerationEvent.GenerationChanged;
import dev.tributary.events.GenerationEvent.LiveGenerationChosen;
import dev.tributary.events.GenerationEvent.State;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the topic of generations says, beside what this process is configured with.
 *
 * <p>What was chosen through the API counts. As long as nothing was, the configured generation answers.
 *
 * @param configured fingerprint of the generation that the configuration makes
 * @param announced by fingerprint
 * @param chosen null if nothing was ever chosen
 */
public record GenerationTable(
        String configured,
        Map<String, GenerationChanged> announced,
        @Nullable LiveGenerationChosen chosen) {

    public GenerationTable {
        announced = Map.copyOf(announced);
    }

    /** Before anything was heard. */
    static GenerationTable of(String configured) {
        return new GenerationTable(configured, Map.of(), null);
    }

    GenerationTable after(GenerationEvent event) {
        return switch (event) {
            case LiveGenerationChosen choice -> new GenerationTable(configured, announced, choice);
            case GenerationChanged changed -> {
                Map<String, GenerationChanged> all = new HashMap<>(announced);
                all.put(changed.generation(), changed);
                yield new GenerationTable(configured, all, chosen);
            }
        };
    }

    /** Fingerprint of the generation that answers. */
    public String live() {
        return chosen == null ? configured : chosen.generation();
    }

    public boolean isLive(String generation) {
        return generation.equals(live());
    }

    /** Those that are fed: the live one, the configured one unless it was dropped, and all that are kept. */
    public Set<String> kept() {
        Set<String> kept = new TreeSet<>();
        announced.forEach((generation, changed) -> {
            if (changed.state() == State.KEPT) {
                kept.add(generation);
            }
        });
        if (!announced.containsKey(configured)) {
            kept.add(configured);
        }
        kept.add(live());
        return kept;
    }

    public boolean isDropped(String generation) {
        return announced.containsKey(generation) && !kept().contains(generation);
    }

    /** What was announced of the generation; empty for the configured one if the API was never used. */
    public Optional<GenerationChanged> announcement(String generation) {
        return Optional.ofNullable(announced.get(generation));
    }
}
