package dev.tributary.index;

import dev.tributary.events.Acl;
import dev.tributary.events.DocumentKey;
import dev.tributary.events.DocumentVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A made-up document in one of its versions; {@link Fixtures#sample} makes one, the methods vary it.
 *
 * @param texts one a chunk
 */
public record Sample(
        String tenant,
        String source,
        String nativeId,
        long version,
        String title,
        @Nullable Acl acl,
        Map<String, String> metadata,
        @Nullable Instant sourceTime,
        String mediaType,
        @Nullable String language,
        List<String> texts) {

    public Sample {
        metadata = Map.copyOf(metadata);
        texts = List.copyOf(texts);
    }

    public Sample tenant(String value) {
        return new Sample(
                value, source, nativeId, version, title, acl, metadata, sourceTime, mediaType, language, texts);
    }

    public Sample source(String value) {
        return new Sample(
                tenant, value, nativeId, version, title, acl, metadata, sourceTime, mediaType, language, texts);
    }

    public Sample version(long value) {
        return new Sample(
                tenant, source, nativeId, value, title, acl, metadata, sourceTime, mediaType, language, texts);
    }

    public Sample title(String value) {
        return new Sample(
                tenant, source, nativeId, version, value, acl, metadata, sourceTime, mediaType, language, texts);
    }

    public Sample acl(@Nullable Acl value) {
        return new Sample(
                tenant, source, nativeId, version, title, value, metadata, sourceTime, mediaType, language, texts);
    }

    public Sample metadata(Map<String, String> value) {
        return new Sample(tenant, source, nativeId, version, title, acl, value, sourceTime, mediaType, language, texts);
    }

    public Sample sourceTime(@Nullable Instant value) {
        return new Sample(tenant, source, nativeId, version, title, acl, metadata, value, mediaType, language, texts);
    }

    public Sample mediaType(String value) {
        return new Sample(tenant, source, nativeId, version, title, acl, metadata, sourceTime, value, language, texts);
    }

    public Sample language(@Nullable String value) {
        return new Sample(tenant, source, nativeId, version, title, acl, metadata, sourceTime, mediaType, value, texts);
    }

    public Sample texts(String... values) {
        return texts(List.of(values));
    }

    public Sample texts(List<String> values) {
        return new Sample(
                tenant, source, nativeId, version, title, acl, metadata, sourceTime, mediaType, language, values);
    }

    public UUID documentId() {
        return new DocumentKey(tenant, source, nativeId).documentId();
    }

    /** Identifies the texts. */
    public String textHash() {
        return Integer.toHexString(texts.hashCode());
    }

    public DocumentFacts facts() {
        Instant capturedAt = Instant.parse("2026-03-01T12:00:00.123456789Z").plusSeconds(version);
        DocumentVersion document = new DocumentVersion(
                documentId(),
                tenant,
                source,
                nativeId,
                version,
                "folder",
                "file:///" + nativeId,
                null,
                acl,
                metadata,
                sourceTime,
                capturedAt.minusSeconds(1),
                capturedAt);
        return new DocumentFacts(document, title, mediaType, language);
    }

    public List<Chunk> chunks() {
        List<Chunk> chunks = new ArrayList<>();
        int start = 0;
        for (String text : texts) {
            int ordinal = chunks.size();
            Integer page = ordinal % 2 == 0 ? Integer.valueOf(ordinal + 1) : null;
            chunks.add(new Chunk(ordinal, text, List.of("Part", "§ " + ordinal), page, start, start + text.length()));
            start += text.length() + 2;
        }
        return chunks;
    }

    public DocumentWrite.Replace replace() {
        List<float[]> vectors = texts.stream().map(Fixtures::vector).toList();
        return new DocumentWrite.Replace(facts(), textHash(), chunks(), vectors);
    }

    public DocumentWrite.UpdateFacts updateFacts() {
        return new DocumentWrite.UpdateFacts(facts(), textHash());
    }

    public DocumentWrite.Remove remove() {
        return new DocumentWrite.Remove(documentId(), tenant, version);
    }

    /** What the index says of it after {@link #replace()} or {@link #updateFacts()}. */
    public CommitRecord commit() {
        return new CommitRecord(documentId(), tenant, version, false, acl, textHash(), texts.size());
    }

    /** What the index says of it after {@link #remove()}. */
    public CommitRecord tombstone() {
        return new CommitRecord(documentId(), tenant, version, true, null, null, 0);
    }
}
