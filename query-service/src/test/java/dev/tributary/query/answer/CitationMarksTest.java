package dev.tributary.query.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CitationMarksTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Yes [1].|Yes [1].",
                "Yes [1, 3].|Yes [1][3].",
                "Yes [^2].|Yes [2].",
                "Yes 【2】.|Yes [2].",
                "No [4].|No.",
                "No [0].|No.",
                "Half [1, 9].|Half [1].",
                "Broken [1|Broken",
                "Broken [|Broken",
                "A [link](x) and [ ] stay|A [link](x) and [ ] stay",
                "  two  spaces  |  two  spaces",
            })
    void marksComeOutWholeAndTrueHoweverTheTextIsCut(String raw, String clean) {
        for (int size = 1; size <= raw.length(); size++) {
            List<String> pieces = new ArrayList<>();
            CitationMarks marks = new CitationMarks(3, pieces::add);
            for (int start = 0; start < raw.length(); start += size) {
                marks.accept(raw.substring(start, Math.min(start + size, raw.length())));
            }
            marks.close();

            assertThat(marks.text()).as("in pieces of " + size).isEqualTo(clean);
            assertThat(String.join("", pieces)).isEqualTo(clean);
            assertThat(pieces).doesNotContain("");
        }
    }

    @Test
    void citedPassagesAreKnownInOrder() {
        CitationMarks marks = new CitationMarks(3, piece -> {});
        marks.accept("b [3] a [1][7] c [3]");
        marks.close();

        assertThat(marks.cited()).containsExactly(1, 3);
    }

    @Test
    void textIsPassedOnAsSoonAsItIsDecided() {
        List<String> pieces = new ArrayList<>();
        CitationMarks marks = new CitationMarks(3, pieces::add);
        marks.accept("Hello");
        marks.accept(" [1");

        assertThat(pieces).containsExactly("Hello");
    }
}
