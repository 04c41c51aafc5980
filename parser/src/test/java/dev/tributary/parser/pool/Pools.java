package dev.tributary.parser.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.content.ParsedText;
import dev.tributary.parser.ParseOutcome;
import dev.tributary.parser.ParseRequest;
import dev.tributary.parser.ParserSettings;
import dev.tributary.parser.TextLimits;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Small pools and short ways to use them. */
final class Pools {

    private Pools() {}

    static ParserSettings settings(Path work, Duration timeout) {
        return settings(work, timeout, 32 << 20, null);
    }

    static ParserSettings settings(Path work, Duration timeout, long maxTemporaryBytes, @Nullable String classPath) {
        return settings(work, 1, timeout, maxTemporaryBytes, classPath);
    }

    static ParserSettings settings(
            Path work, int workers, Duration timeout, long maxTemporaryBytes, @Nullable String classPath) {
        return new ParserSettings(
                work,
                workers,
                192L << 20,
                timeout,
                10 << 20,
                maxTemporaryBytes,
                100,
                new TextLimits(100_000, 50, 3),
                classPath);
    }

    static ParseRequest file(String name, byte[] bytes) {
        return new ParseRequest(() -> new ByteArrayInputStream(bytes), bytes.length, null, name);
    }

    static ParseRequest trap(String what) {
        return file("a.trap", ("%TRAP " + what).getBytes(StandardCharsets.UTF_8));
    }

    static ParsedText parsed(ParseOutcome outcome) {
        assertThat(outcome).isInstanceOf(ParseOutcome.Parsed.class);
        return ((ParseOutcome.Parsed) outcome).text();
    }

    static ParseOutcome.Rejected rejected(ParseOutcome outcome) {
        assertThat(outcome).isInstanceOf(ParseOutcome.Rejected.class);
        return (ParseOutcome.Rejected) outcome;
    }
}
