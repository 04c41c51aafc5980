package dev.tributary.query.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InertMarkdownTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A ![chart](https://e.com/?q=1) here | A [chart](https://e.com/?q=1) here",
                "![a][r] and [r]: https://e.com      | [a][r] and [r]: https://e.com",
                "!![x](y) and !                      | [x](y) and !",
                "<img src=x> <IMG SRC=y>             | &lt;img src=x> &lt;IMG SRC=y>",
                "<picture><source srcset=x>          | &lt;picture>&lt;source srcset=x>",
                "Stop! A [link](x) stays [1].        | Stop! A [link](x) stays [1].",
                "if (a < b) List<String> <imgs>      | if (a < b) List<String> <imgs>"
            })
    void nothingLoadsByItselfHoweverTheTextIsCut(String answer, String inert) {
        Random random = new Random(7);
        for (int attempt = 0; attempt < 50; attempt++) {
            assertThat(String.join("", let(answer, random))).isEqualTo(inert);
        }
    }

    @Test
    void whatIsDecidedIsNotHeldBack() {
        List<String> pieces = new ArrayList<>();
        InertMarkdown inert = new InertMarkdown(pieces::add);

        inert.accept("One. ");
        inert.accept("Two!");
        assertThat(pieces).containsExactly("One. ", "Two");

        inert.accept(" Three <");
        inert.close();
        assertThat(String.join("", pieces)).isEqualTo("One. Two! Three <");
    }

    private static List<String> let(String answer, Random random) {
        List<String> pieces = new ArrayList<>();
        InertMarkdown inert = new InertMarkdown(pieces::add);
        for (int from = 0; from < answer.length(); ) {
            int to = Math.min(answer.length(), from + 1 + random.nextInt(5));
            inert.accept(answer.substring(from, to));
            from = to;
        }
        inert.close();
        return pieces;
    }
}
