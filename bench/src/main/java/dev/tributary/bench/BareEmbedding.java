package dev.tributary.bench;

import dev.tributary.content.ParsedText;
import dev.tributary.embed.chunk.Chunker;
import dev.tributary.embed.chunk.TextChunk;
import dev.tributary.index.onnx.OnnxEmbedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the embedding model reaches by itself, on the same cores and the very texts that a run embedded. */
final class BareEmbedding {

    private static final String MODEL = "all-minilm-l6-v2-q";
    private static final int MAX_TOKENS = 200;
    private static final int WARM_UP = 200;

    private BareEmbedding() {}

    /** @param content the content store of the run */
    static double chunksPerSecond(Path content) throws IOException {
        try (OnnxEmbedder embedder = OnnxEmbedder.load(MODEL)) {
            List<String> texts = texts(content, new Chunker(MAX_TOKENS, embedder::countTokens));
            embedder.embedPassages(texts.subList(0, Math.min(WARM_UP, texts.size())));
            long start = System.nanoTime();
            embedder.embedPassages(texts);
            return texts.size() / seconds(System.nanoTime() - start);
        }
    }

    private static List<String> texts(Path content, Chunker chunker) throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> links = Files.walk(content.resolve("default/links/parsed"))) {
            for (Path link : links.filter(Files::isRegularFile).toList()) {
                String hash = Files.readString(link).substring(0, 64);
                Path blob = content.resolve("default/blobs")
                        .resolve(hash.substring(0, 2))
                        .resolve(hash);
                chunker.chunk(ParsedText.fromJson(Files.readAllBytes(blob))).stream()
                        .map(TextChunk::embeddedText)
                        .forEach(texts::add);
            }
        }
        return texts;
    }

    private static double seconds(long nanos) {
        return nanos / (double) Duration.ofSeconds(1).toNanos();
    }
}
