package dev.tributary.bench.simulation;

import dev.tributary.content.ParsedText;
import dev.tributary.content.ParsedText.Block;
import dev.tributary.content.ParsedText.Kind;
import dev.tributary.parser.DocumentParser;
import dev.tributary.parser.ParseOutcome;
import dev.tributary.parser.ParseRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes a heading and paragraphs, parted by empty lines, for what they are. */
final class SimulatedParser implements DocumentParser {

    private final Perils perils;

    SimulatedParser(Perils perils) {
        this.perils = perils;
    }

    @Override
    public ParseOutcome parse(ParseRequest request) {
        perils.mayFail(Fault.PARSER_OUTAGE);
        perils.mayStall();
        String text = text(request);
        Optional<Poison> poison = Poison.of(text);
        if (poison.isPresent() && poison.get() == Poison.BREAKS_THE_PARSER) {
            throw new IllegalStateException("the parser breaks on this");
        }
        if (poison.isPresent() && poison.get() == Poison.CORRUPT) {
            return new ParseOutcome.Rejected(Poison.CORRUPT.reason(), "It is damaged. Save it again.", "text/plain");
        }
        return new ParseOutcome.Parsed(parsed(text));
    }

    static ParsedText parsed(String text) {
        List<Block> blocks = new ArrayList<>();
        int start = 0;
        for (String piece : text.split("\n\n", -1)) {
            boolean heading = piece.startsWith("# ");
            blocks.add(
                    new Block(heading ? Kind.HEADING : Kind.PARAGRAPH, heading ? 1 : 0, start, start + piece.length()));
            start += piece.length() + 2;
        }
        String title = text.substring(2, text.indexOf('\n'));
        return new ParsedText("text/plain", title, "en", text, blocks, List.of(), Map.of(), List.of());
    }

    private static String text(ParseRequest request) {
        try (InputStream bytes = request.content().open()) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {}
}
