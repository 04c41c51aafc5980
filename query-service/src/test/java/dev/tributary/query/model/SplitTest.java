package dev.tributary.query.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.events.ModelEvent.Share;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SplitTest {

    @Test
    void eachModelGetsExactlyItsWeight() {
        Split split = new Split(List.of(new Share("old", 90), new Share("new", 10)));

        List<String> asked = Stream.generate(split::next).limit(1000).toList();

        assertThat(asked).filteredOn("old"::equals).hasSize(900);
        assertThat(asked).filteredOn("new"::equals).hasSize(100);
    }

    @Test
    void sharesAreMixedEvenly() {
        Split split = new Split(List.of(new Share("a", 3), new Share("b", 1), new Share("nobody", 0)));

        assertThat(Stream.generate(split::next).limit(8)).containsExactly("a", "a", "b", "a", "a", "a", "b", "a");
    }
}
