package dev.tributary.embed.pipeline;

import dev.tributary.content.ParsedText;
import dev.tributary.embed.chunk.TextChunk;
import dev.tributary.events.DocumentParsed;
import dev.tributary.index.Chunk;
import dev.tributary.index.DocumentFacts;
import dev.tributary.index.DocumentWrite;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A document on its way into the index: its chunks, and the vectors that are known already.
 *
 * @param keys {@link VectorCache#key} of each chunk
 * @param known vectors by key
 * @param kept those of them that are kept with this very text, also for chunks that another chunker makes of it
 */
record Preparation(
        DocumentParsed event,
        DocumentFacts facts,
        List<TextChunk> chunks,
        List<String> keys,
        Map<String, float[]> known,
        Map<String, float[]> kept,
        long chunkMillis) {

    /** What is yet to be embedded, by key. */
    SequencedMap<String, String> missing() {
        SequencedMap<String, String> missing = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            if (!known.containsKey(keys.get(i))) {
                missing.put(keys.get(i), chunks.get(i).embeddedText());
            }
        }
        return missing;
    }

    /** How many chunks do not have their vectors from before; more than {@link #missing} if some have the same text. */
    int unknown() {
        return (int) keys.stream().filter(key -> !known.containsKey(key)).count();
    }

    /** All vectors of this document, by key, from those known before and those computed now. */
    Map<String, float[]> vectors(Map<String, float[]> computed) {
        Map<String, float[]> vectors = LinkedHashMap.newLinkedHashMap(keys.size());
        for (String key : keys) {
            float[] vector = known.containsKey(key) ? known.get(key) : computed.get(key);
            if (vector == null) {
                throw new IllegalStateException("no vector for a chunk of document " + event.documentId());
            }
            vectors.put(key, vector);
        }
        return vectors;
    }

    /** What is to be kept with the text from now on; empty if it is kept already. */
    Map<String, float[]> toKeep(Map<String, float[]> vectors) {
        if (kept.keySet().containsAll(vectors.keySet())) {
            return Map.of();
        }
        Map<String, float[]> all = new LinkedHashMap<>(kept);
        all.putAll(vectors);
        return all;
    }

    DocumentWrite.Replace write(Map<String, float[]> vectors) {
        List<Chunk> plain = chunks.stream().map(TextChunk::chunk).toList();
        List<float[]> ordered = keys.stream().map(vectors::get).toList();
        return new DocumentWrite.Replace(facts, event.text().sha256(), plain, ordered);
    }

    static DocumentFacts facts(DocumentParsed event, ParsedText text) {
        String title = event.document().title();
        if (title == null || title.isBlank()) {
            title = text.title();
        }
        if (title == null || title.isBlank()) {
            String nativeId = event.nativeId();
            title = nativeId.substring(nativeId.lastIndexOf('/') + 1);
        }
        return new DocumentFacts(event.document(), title, event.mediaType(), event.language());
    }
}
