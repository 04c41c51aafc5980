package dev.tributary.query.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.query.search.Words.Word;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WordsTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "Café, cafes",
                "Cafe\u0301, CAFÉ",
                "company's, Companies",
                "l’eau, L'EAU",
                "ÜBER, uber",
                "travelling, travelled",
            })
    void formsOfOneWordAreEqual(String one, String other) {
        assertThat(stems(one)).isEqualTo(stems(other)).hasSize(1);
    }

    @Test
    void wordsHaveTheirPlacesAndCommonOnesAreLeftOut() {
        assertThat(Words.of("What does a hotel’s night cost?"))
                .containsExactly(new Word("hotel", 12, 19), new Word("night", 20, 25), new Word("cost", 26, 30));
    }

    private static List<String> stems(String text) {
        return Words.of(text).stream().map(Word::stem).toList();
    }
}
