package dev.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {

    @Test
    void aQuestionIsOneWord() {
        assertThat(CommandLine.parse(List.of("How much?")).onlyWord("a question"))
                .isEqualTo("How much?");
        assertThatThrownBy(() -> CommandLine.parse(List.of("How", "much?")).onlyWord("a question"))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("expected a question (in quotes), got 2 words");
        assertThatThrownBy(() -> CommandLine.parse(List.of(" ")).onlyWord("a question"))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("expected a question, got an empty one");
    }
}
