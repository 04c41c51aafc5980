package dev.tributary.index.starter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenEstimateTest {

    @Test
    void anEstimateIsRatherTooHigh() {
        // Nine words and a full stop: ten tokens in OpenAI's vocabularies.
        assertThat(TokenEstimate.tokens("The quick brown fox jumps over the lazy dog."))
                .isBetween(10, 18);
        assertThat(TokenEstimate.tokens("{[()]}")).isEqualTo(6);
        assertThat(TokenEstimate.tokens("東京の本社")).isBetween(5, 10);
        assertThat(TokenEstimate.tokens("")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain words and more of them", "東京の本社に行く", "👩‍👩‍👧👩‍👩‍👧", "a", ""})
    void aCutIsTheLongestBeginningThatFits(String text) {
        for (int most = 0; most <= 20; most++) {
            String cut = TokenEstimate.cut(text, most);

            assertThat(text).startsWith(cut);
            assertThat(TokenEstimate.tokens(cut)).isLessThanOrEqualTo(most);
            if (cut.length() < text.length()) {
                int next = Character.charCount(text.codePointAt(cut.length()));
                assertThat(TokenEstimate.tokens(text.substring(0, cut.length() + next)))
                        .isGreaterThan(most);
            }
        }
    }
}
