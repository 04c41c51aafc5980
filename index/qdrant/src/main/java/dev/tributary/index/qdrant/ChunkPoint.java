package dev.tributary.index.qdrant;

import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.ValueFactory.list;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorFactory.vector;
import static io.qdrant.client.VectorsFactory.namedVectors;

import com.fasterxml.uuid.Generators;
import dev.tributary.events.Acl;
import dev.tributary.index.Chunk;
import dev.tributary.index.DocumentFacts;
import io.qdrant.client.ValueFactory;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.Vector;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A chunk of one version of a document.
 *
 * @param version of the write that brought the chunk
 */
record ChunkPoint(UUID documentId, long version, Chunk chunk) {

    /** What a hit needs. */
    static final List<String> DISPLAYED = List.of(
            Fields.DOCUMENT,
            Fields.VERSION,
            Fields.ORDINAL,
            Fields.TEXT,
            Fields.HEADING_PATH,
            Fields.PAGE,
            Fields.START,
            Fields.END);

    private static final int LONGEST_KEYWORD = 1000;
    private static final long MODIFIED_SECONDS = 9_000_000_000L;

    /** The same for the same chunk of the same version, whoever writes it and however often. */
    static UUID pointId(UUID documentId, long version, int ordinal) {
        return Generators.nameBasedGenerator(documentId).generate(version + "/" + ordinal);
    }

    static ChunkPoint of(Map<String, Value> payload) {
        Value page = payload.get(Fields.PAGE);
        return new ChunkPoint(
                UUID.fromString(Fields.required(payload, Fields.DOCUMENT).getStringValue()),
                Fields.required(payload, Fields.VERSION).getIntegerValue(),
                new Chunk(
                        intValue(payload, Fields.ORDINAL),
                        Fields.required(payload, Fields.TEXT).getStringValue(),
                        Fields.required(payload, Fields.HEADING_PATH).getListValue().getValuesList().stream()
                                .map(Value::getStringValue)
                                .toList(),
                        page == null ? null : Integer.valueOf((int) page.getIntegerValue()),
                        intValue(payload, Fields.START),
                        intValue(payload, Fields.END)));
    }

    PointStruct toPoint(DocumentFacts facts, float[] dense, SparseVector words) {
        Map<String, Value> payload = new HashMap<>(factsPayload(facts));
        payload.put(Fields.KIND, value(Fields.CHUNK_KIND));
        payload.put(Fields.DOCUMENT, value(documentId.toString()));
        payload.put(Fields.TENANT, value(facts.document().tenant()));
        payload.put(Fields.VERSION, value(version));
        payload.put(Fields.ORDINAL, value(chunk.ordinal()));
        payload.put(Fields.TEXT, value(chunk.text()));
        payload.put(
                Fields.HEADING_PATH,
                list(chunk.headingPath().stream().map(ValueFactory::value).toList()));
        if (chunk.page() != null) {
            payload.put(Fields.PAGE, value(chunk.page()));
        }
        payload.put(Fields.START, value(chunk.start()));
        payload.put(Fields.END, value(chunk.end()));
        Map<String, Vector> vectors = new HashMap<>(Map.of(Fields.DENSE, vector(dense)));
        if (!words.isEmpty()) {
            vectors.put(Fields.WORDS, vector(words.values(), words.indices()));
        }
        return PointStruct.newBuilder()
                .setId(id(pointId(documentId, version, chunk.ordinal())))
                .setVectors(namedVectors(vectors))
                .putAllPayload(payload)
                .build();
    }

    /** What of the document's facts a search is restricted by; a null overwrites what was there before. */
    static Map<String, Value> factsPayload(DocumentFacts facts) {
        Acl acl = facts.document().acl();
        Instant modified = facts.document().sourceTime();
        String language = facts.language();
        return Map.of(
                Fields.FACTS_VERSION, value(facts.document().version()),
                Fields.TITLE, value(facts.title()),
                Fields.READERS, keywords(acl == null ? List.of() : acl.readers()),
                Fields.SOURCE, value(facts.document().source()),
                Fields.MEDIA_TYPE, value(facts.mediaType()),
                Fields.LANGUAGE, language == null ? ValueFactory.nullValue() : value(language),
                Fields.METADATA,
                        keywords(facts.document().metadata().entrySet().stream()
                                .map(entry -> metadataKeyword(entry.getKey(), entry.getValue()))
                                .toList()),
                Fields.MODIFIED, modified == null ? ValueFactory.nullValue() : value(modifiedValue(modified)));
    }

    /** One keyword for a pair; no two pairs share one. Long ones are replaced by their hash, which has no equals sign. */
    static String metadataKeyword(String key, String value) {
        String keyword = key.replace("\\", "\\\\").replace("=", "\\=") + "=" + value;
        return keyword.length() <= LONGEST_KEYWORD ? keyword : "sha256:" + sha256(keyword);
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** In microseconds: Qdrant compares numbers as doubles, which hold these exactly up to the year 2255. */
    static long modifiedValue(Instant instant) {
        long seconds = Math.clamp(instant.getEpochSecond(), -MODIFIED_SECONDS, MODIFIED_SECONDS);
        return seconds * 1_000_000 + instant.getNano() / 1_000;
    }

    private static Value keywords(Collection<String> keywords) {
        return list(keywords.stream().sorted().map(ValueFactory::value).toList());
    }

    private static int intValue(Map<String, Value> payload, String field) {
        return (int) Fields.required(payload, field).getIntegerValue();
    }
}
