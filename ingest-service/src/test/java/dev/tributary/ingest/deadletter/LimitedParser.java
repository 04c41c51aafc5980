package dev.tributary.ingest.deadletter;

import dev.tributary.content.ParsedText;
import dev.tributary.events.OutageException;
import dev.tributary.events.RejectionReason;
import dev.tributary.parser.DocumentParser;
import dev.tributary.parser.ParseOutcome;
import dev.tributary.parser.ParseRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.context.annotation.Primary;

/** Takes bytes as text, up to a limit that can be raised. */
@Primary
final class LimitedParser implements DocumentParser {

    static final long LOW = 10;

    private final AtomicLong limit = new AtomicLong(LOW);

    void limit(long bytes) {
        limit.set(bytes);
    }

    @Override
    public ParseOutcome parse(ParseRequest request) {
        String text = read(request);
        return text.length() > limit.get()
                ? new ParseOutcome.Rejected(RejectionReason.TOO_LARGE, "Raise the limit.", "text/plain")
                : new ParseOutcome.Parsed(
                        new ParsedText("text/plain", null, null, text, List.of(), List.of(), Map.of(), List.of()));
    }

    @Override
    public void close() {}

    private static String read(ParseRequest request) {
        try (InputStream bytes = request.content().open()) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new OutageException("content", failure);
        }
    }
}
