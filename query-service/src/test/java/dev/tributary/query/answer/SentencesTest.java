package dev.tributary.query.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SentencesTest {

    private static List<String> of(String text) {
        return Sentences.of(text).stream().map(sentence -> sentence.in(text)).toList();
    }

    @Test
    void proseIsCutAtFullStopsButNotBehindAbbreviations() {
        assertThat(of("Ask Dr. Smith, e.g. by mail. He knows\nall of it! Fine."))
                .containsExactly("Ask Dr. Smith, e.g. by mail.", "He knows\nall of it!", "Fine.");
    }

    @Test
    void linksAreNotCut() {
        assertThat(of("See [What is it? A list.](https://x.example/a?b=c.d) for more. Good."))
                .containsExactly("See [What is it? A list.](https://x.example/a?b=c.d) for more.", "Good.");
    }

    @Test
    void aColonTakesItsListAlong() {
        assertThat(of("Bring:\n- a pen\n- paper\n\nThen sit."))
                .containsExactly("Bring:\n- a pen\n- paper", "a pen", "paper", "Then sit.");
    }

    @Test
    void aQuestionTakesItsAnswerAlong() {
        assertThat(of("Who pays? We do.")).containsExactly("Who pays? We do.", "We do.");
    }

    @Test
    void headingsAndRulesAreLeftOut() {
        assertThat(of("# Title\n\n---\n\nText.\n\n| a | b |\n|---|---|\n| 1 | 2 |"))
                .containsExactly("Text.", "| a | b |", "| 1 | 2 |");
    }

    @Test
    void codeStaysWhole() {
        assertThat(of("Run.\n```\nmake all. Now.\n\nmake test\n```\nDone."))
                .containsExactly("Run.", "```\nmake all. Now.\n\nmake test\n```", "Done.");
    }

    @Test
    void nothingComesOfNothing() {
        assertThat(of("")).isEmpty();
        assertThat(of(" \n\n ")).isEmpty();
    }
}
