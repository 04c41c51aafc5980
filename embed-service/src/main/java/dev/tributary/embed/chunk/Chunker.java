package dev.tributary.embed.chunk;

import dev.tributary.content.ParsedText;
import dev.tributary.embed.chunk.Unit.Header;
import dev.tributary.index.Chunk;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Cuts a text into chunks, along its structure: a chunk never reaches over a heading into another section; blocks that
 * fit stay whole, longer ones are cut at the ends of sentences, items, rows or lines. Together the chunks have all of
 * the text, each character once. Where an edit changes one paragraph, nearly always at most two chunks are new.
 */
public final class Chunker {

    /** Raised when the same text would be cut in another way. */
    public static final String FINGERPRINT = "blocks-1";

    private static final int LEAST_TOKENS = 16;
    private static final int CONTEXT_SHARE = 4;

    private final int maxTokens;
    private final ToIntFunction<String> tokens;

    /**
     * @param maxTokens length of the longest embedded text, at least 16
     * @param tokens counts a text's tokens in the embedding model's own terms
     */
    public Chunker(int maxTokens, ToIntFunction<String> tokens) {
        if (maxTokens < LEAST_TOKENS) {
            throw new IllegalArgumentException(
                    "chunks must have room for at least " + LEAST_TOKENS + " tokens, not " + maxTokens);
        }
        this.maxTokens = maxTokens;
        this.tokens = tokens;
    }

    /** The chunker with its settings, for {@link dev.tributary.index.Generation}. */
    public String fingerprint() {
        return FINGERPRINT + "/" + maxTokens;
    }

    /** A function of the text alone; no chunks for a text without characters. */
    public List<TextChunk> chunk(ParsedText text) {
        List<TextChunk> chunks = new ArrayList<>();
        for (Section section : Section.of(text, heading -> tokens.applyAsInt(heading) > contextBudget())) {
            Context context = Context.of(text.title(), section.path(), tokens, contextBudget());
            int capacity = maxTokens - context.tokens();
            List<Unit> units = Units.of(text.markdown(), section.blocks(), tokens, capacity);
            if (units.isEmpty()) {
                Span headings = new Span(section.start(), section.end()).trimmed(text.markdown());
                chunks.add(new TextChunk(chunk(chunks.size(), text, section, headings), context.text()));
            }
            int start = section.start();
            for (List<Unit> packed : Packing.pack(units, capacity)) {
                int end = packed.getLast().span().end();
                Chunk chunk = chunk(chunks.size(), text, section, new Span(start, end).trimmed(text.markdown()));
                chunks.add(new TextChunk(chunk, embeddedText(text.markdown(), context, packed)));
                start = end;
            }
        }
        return chunks;
    }

    private int contextBudget() {
        return maxTokens / CONTEXT_SHARE;
    }

    private static Chunk chunk(int ordinal, ParsedText text, Section section, Span span) {
        return new Chunk(
                ordinal, span.in(text.markdown()), section.path(), text.pageAt(span.start()), span.start(), span.end());
    }

    private static String embeddedText(String markdown, Context context, List<Unit> units) {
        StringBuilder embedded = new StringBuilder(context.text());
        if (!embedded.isEmpty()) {
            embedded.append("\n\n");
        }
        Header header = units.getFirst().header();
        if (header != null) {
            embedded.append(header.span().in(markdown)).append('\n');
        }
        int start = units.getFirst().span().start();
        return embedded.append(markdown, start, units.getLast().span().end()).toString();
    }
}
