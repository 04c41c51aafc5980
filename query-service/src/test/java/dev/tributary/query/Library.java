package dev.tributary.query;

import dev.tributary.events.Acl;
import dev.tributary.events.DocumentKey;
import dev.tributary.events.DocumentVersion;
import dev.tributary.index.Chunk;
import dev.tributary.index.ChunkIndex;
import dev.tributary.index.DocumentFacts;
import dev.tributary.index.DocumentWrite;
import dev.tributary.index.Embedder;
import dev.tributary.index.InMemoryChunkIndex;
import dev.tributary.index.onnx.OnnxEmbedder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An index in memory, filled with a real model's vectors. */
public final class Library implements AutoCloseable {

    public static final String TENANT = "acme";

    private final Embedder embedder = OnnxEmbedder.load("all-minilm-l6-v2-q");
    private final InMemoryChunkIndex index = new InMemoryChunkIndex(embedder.dimensions());

    public Embedder embedder() {
        return embedder;
    }

    public ChunkIndex index() {
        return index;
    }

    /** Everyone of {@link #TENANT} may read it. */
    public UUID add(String title, String... paragraphs) {
        return add(TENANT, title, Acl.everyone(), paragraphs);
    }

    /** One chunk a paragraph; {@code # Heading} at the start of one is its heading. */
    public UUID add(String tenant, String title, @Nullable Acl acl, String... paragraphs) {
        String nativeId = title.toLowerCase(Locale.ROOT).replace(' ', '-') + ".md";
        DocumentVersion document = new DocumentVersion(
                new DocumentKey(tenant, "handbook", nativeId).documentId(),
                tenant,
                "handbook",
                nativeId,
                1,
                "folder",
                "file:///handbook/" + nativeId,
                null,
                acl,
                Map.of("team", "people"),
                Instant.parse("2026-03-01T00:00:00Z"),
                Instant.EPOCH,
                Instant.EPOCH);
        List<Chunk> chunks = chunks(paragraphs);
        List<float[]> vectors = embedder.embedPassages(chunks.stream()
                .map(chunk -> title + "\n" + String.join(" > ", chunk.headingPath()) + "\n" + chunk.text())
                .toList());
        DocumentFacts facts = new DocumentFacts(document, title, "text/markdown", "en");
        index.write(List.of(new DocumentWrite.Replace(facts, "text-1", chunks, vectors)));
        return document.documentId();
    }

    private static List<Chunk> chunks(String... paragraphs) {
        List<Chunk> chunks = new ArrayList<>();
        int offset = 0;
        for (String paragraph : paragraphs) {
            List<String> headings = List.of();
            String text = paragraph;
            if (paragraph.startsWith("# ")) {
                int newline = paragraph.indexOf('\n');
                headings = List.of(paragraph.substring(2, newline));
                text = paragraph.substring(newline + 1);
                offset += newline + 1;
            }
            chunks.add(new Chunk(chunks.size(), text, headings, null, offset, offset + text.length()));
            offset += text.length() + 2;
        }
        return chunks;
    }

    @Override
    public void close() {
        embedder.close();
    }
}
