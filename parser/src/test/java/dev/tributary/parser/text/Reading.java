package dev.tributary.parser.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.content.ParsedText;
import dev.tributary.parser.ParseOutcome;
import dev.tributary.parser.TextLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads in this process; checks what must hold for every text. */
final class Reading {

    private final DocumentReader reader = new DocumentReader(new TextLimits(20_000, 20, 3));

    ParseOutcome outcome(String name, byte[] bytes) {
        try {
            Path file = Files.createTempFile("reading", "");
            try {
                Files.write(file, bytes);
                return reader.read(file, null, name);
            } finally {
                Files.delete(file);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    ParsedText text(String name, String content) {
        return text(name, content.getBytes(StandardCharsets.UTF_8));
    }

    ParsedText text(String name, byte[] bytes) {
        ParseOutcome outcome = outcome(name, bytes);
        assertThat(outcome).isInstanceOf(ParseOutcome.Parsed.class);
        ParsedText text = ((ParseOutcome.Parsed) outcome).text();
        assertThat(ParsedText.fromJson(text.toJson())).isEqualTo(text);
        assertBlocksCoverText(text);
        return text;
    }

    ParseOutcome.Rejected rejected(String name, byte[] bytes) {
        ParseOutcome outcome = outcome(name, bytes);
        assertThat(outcome).isInstanceOf(ParseOutcome.Rejected.class);
        return (ParseOutcome.Rejected) outcome;
    }

    static List<String> blocks(ParsedText text) {
        return text.blocks().stream()
                .map(block -> block.kind() + ": " + text.markdown().substring(block.start(), block.end()))
                .toList();
    }

    private static void assertBlocksCoverText(ParsedText text) {
        int end = 0;
        for (ParsedText.Block block : text.blocks()) {
            assertThat(block.start()).isGreaterThanOrEqualTo(end);
            assertThat(text.markdown().substring(end, block.start())).isBlank();
            assertThat(text.markdown().substring(block.start(), block.end())).isNotBlank();
            end = block.end();
        }
        assertThat(text.markdown().substring(end)).isBlank();
        assertThat(text.markdown()).doesNotContain("\n\n\n", "\0", "\r");
        assertThat(text.pages()).isSorted();
    }
}
