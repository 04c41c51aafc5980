package dev.tributary.bench.simulation;

import dev.tributary.content.ParsedText;
import dev.tributary.embed.chunk.Chunker;
import dev.tributary.embed.chunk.TextChunk;
import dev.tributary.index.Chunk;
import java.util.List;

/** What the index has to say of a text, computed without any history. */
record Indexable(String textHash, List<Chunk> chunks, List<float[]> vectors) {

    static final int MAX_TOKENS = 16;

    static Indexable of(String text) {
        ParsedText parsed = SimulatedParser.parsed(text);
        SimulatedEmbedder embedder = new SimulatedEmbedder(new Perils(calm(), () -> {}));
        List<TextChunk> chunks = new Chunker(MAX_TOKENS, embedder::countTokens).chunk(parsed);
        return new Indexable(
                SimulatedStore.sha256(parsed.toJson()),
                chunks.stream().map(TextChunk::chunk).toList(),
                chunks.stream()
                        .map(chunk -> SimulatedEmbedder.vector(chunk.embeddedText()))
                        .toList());
    }

    private static Chance calm() {
        Chance chance = new Chance(0);
        chance.calm();
        return chance;
    }
}
