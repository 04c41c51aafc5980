package dev.tributary.index.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.index.Chunk;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WordVectorsTest {

    private final WordVectors words = new WordVectors();

    @Test
    void wordsAreTheSameInAnyFormAndPlace() {
        assertThat(words.question("Überprüfung").indices())
                .isEqualTo(words.question("  UBERPRUFUNG!").indices());
        assertThat(passage("x", "engines").indices())
                .containsAll(words.question("engine").indices());
    }

    @Test
    void titleAndHeadingsArePartOfAPassage() {
        SparseVector passage = words.passage("Travel policy", new Chunk(0, "by train", List.of("Abroad"), null, 0, 8));

        assertThat(passage.indices())
                .containsAll(words.question("policy abroad train").indices());
    }

    @Test
    void aRepeatedWordWeighsMoreButNeverMoreThanTheBound() {
        float once = weight(passage("", "boat lake"), "boat");
        float often = weight(passage("", "boat ".repeat(20) + "lake"), "boat");

        assertThat(often).isGreaterThan(once).isLessThan(2.2f);
        assertThat(weight(passage("", "boat " + "lake ".repeat(500)), "boat")).isLessThan(once);
    }

    @Test
    void aPassageOfAverageLengthWithAWordOnceGivesItWeightOne() {
        assertThat(weight(passage("", "boat " + "lake ".repeat(127)), "boat")).isCloseTo(1f, within(1e-6f));
    }

    @Test
    void nothingToLookForIsAnEmptyVector() {
        assertThat(words.question(" ?! ").isEmpty()).isTrue();
    }

    @Test
    void indicesAreStable() {
        assertThat(words.question("boiler").indices()).containsExactly(BOILER);
    }

    /** MurmurHash3 of "boiler", seed 0: a change of it would need a reindex. */
    private static final int BOILER = -587398193;

    private SparseVector passage(String title, String text) {
        return words.passage(title, new Chunk(0, text, List.of(), null, 0, text.length()));
    }

    private float weight(SparseVector vector, String word) {
        return vector.values()
                .get(vector.indices().indexOf(words.question(word).indices().getFirst()));
    }
}
