package dev.tributary.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WordsAnalyzerTest {

    private final WordsAnalyzer analyzer = new WordsAnalyzer();

    @ParameterizedTest
    @CsvSource({
        "Engines, engine",
        "queries, query",
        "the employee's, the employee",
        "Überprüfung, uberprufung",
        "ＡＢＣ１２, abc12",
        "Straßen, STRASSEN",
    })
    void formsOfAWordAreOneWord(String one, String other) throws IOException {
        assertThat(words(one)).isEqualTo(words(other));
    }

    @Test
    void namesAreKeptWholeBesideTheirParts() throws IOException {
        assertThat(words("server.yaml")).containsExactly("server.yaml", "server", "yaml");
        assertThat(words("max_size")).containsExactly("max_size", "max", "size");
        assertThat(words("ERR-4042")).containsExactly("err", "4042");
    }

    @Test
    void scriptsWithoutSpacesAreCutIntoCharactersAndPairs() throws IOException {
        assertThat(words("東京都")).containsExactlyInAnyOrder("東", "京", "都", "東京", "京都");
    }

    @Test
    void wordsAreNamedOnceAndUpToALimit() throws IOException {
        assertThat(analyzer.words("a b a c d", 3)).containsExactly("a", "b", "c");
        assertThat(words("")).isEmpty();
        assertThat(words(" \u0000 \uD83D \" * ")).isEmpty();
    }

    private List<String> words(String text) throws IOException {
        return analyzer.words(text, 100);
    }
}
