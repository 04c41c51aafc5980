package dev.tributary.index.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.events.GenerationEvent;
import dev.tributary.events.GenerationEvent.GenerationChanged;
import dev.tributary.events.GenerationEvent.LiveGenerationChosen;
import dev.tributary.events.GenerationEvent.State;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Configuration and API, when they agree and when not. */
final class GenerationTableTest {

    @Test
    void theConfiguredGenerationAnswersAsLongAsNothingWasChosen() {
        GenerationTable table = after(changed("other", State.KEPT));
        assertThat(table.live()).isEqualTo("configured");
        assertThat(table.kept()).containsExactly("configured", "other");
    }

    @Test
    void whatWasChosenCountsWhateverIsConfigured() {
        GenerationTable table = after(changed("other", State.KEPT), chosen("other"));
        assertThat(table.live()).isEqualTo("other");
        assertThat(table.kept()).containsExactly("configured", "other");
        assertThat(table.isDropped("configured")).isFalse();
    }

    @Test
    void theConfiguredGenerationCanBeDroppedOnceAnotherOneAnswers() {
        GenerationTable table =
                after(changed("other", State.KEPT), chosen("other"), changed("configured", State.DROPPED));
        assertThat(table.kept()).containsExactly("other");
        assertThat(table.isDropped("configured")).isTrue();
    }

    @Test
    void whatAnswersIsKeptWhateverElseIsSaid() {
        GenerationTable table = after(changed("other", State.KEPT), chosen("other"), changed("other", State.DROPPED));
        assertThat(table.kept()).contains("other");
        assertThat(table.isDropped("other")).isFalse();
    }

    @Test
    void aDroppedGenerationCanBeStartedAgain() {
        GenerationTable table = after(changed("other", State.DROPPED), changed("other", State.KEPT));
        assertThat(table.kept()).contains("other");
    }

    private static GenerationTable after(GenerationEvent... events) {
        GenerationTable table = GenerationTable.of("configured");
        for (GenerationEvent event : events) {
            table = table.after(event);
        }
        return table;
    }

    private static GenerationChanged changed(String generation, State state) {
        return new GenerationChanged(generation, Map.of(), Map.of(), state, Instant.EPOCH, null);
    }

    private static LiveGenerationChosen chosen(String generation) {
        return new LiveGenerationChosen(generation, Instant.EPOCH);
    }
}
