package dev.tributary.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ParserSettingsTest {

    private static final Path WORK = Path.of("work");

    @Test
    void hasDefaults() {
        assertThat(ParserSettings.defaults(WORK))
                .isEqualTo(new ParserSettings(
                        WORK,
                        2,
                        512L << 20,
                        Duration.ofMinutes(1),
                        256L << 20,
                        1L << 30,
                        500,
                        new TextLimits(10_000_000, 1_000, 8),
                        null));
    }

    @Test
    void saysWhatIsAllowed() {
        assertThatThrownBy(() -> new ParserSettings(
                        WORK, 0, 512L << 20, Duration.ofMinutes(1), 1, 1L << 30, 1, TextLimits.DEFAULT, null))
                .hasMessageContaining("workers must be between 1 and 64, not 0");
        assertThatThrownBy(() -> new ParserSettings(
                        WORK, 1, 1L << 20, Duration.ofMinutes(1), 1, 1L << 30, 1, TextLimits.DEFAULT, null))
                .hasMessageContaining("heap must be at least 192 MB");
        assertThatThrownBy(() -> new TextLimits(1, 1, 1)).hasMessageContaining("between 1,000 and");
    }
}
