package dev.tributary.index.qdrant;

import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorsFactory.namedVectors;

import dev.tributary.index.CommitRecord;
import dev.tributary.index.DocumentFacts;
import dev.tributary.index.DocumentWrite;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.PointStruct;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one point a document that decides which of its chunk points are visible; its id is the document's.
 *
 * @param version the last one applied
 * @param content what the visible chunks were written with; null if the document was removed
 */
record CommitPoint(
        UUID documentId,
        String tenant,
        long version,
        @Nullable Content content) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /**
     * What there is to see.
     *
     * @param version of the write that brought the chunks; earlier than the commit's after an update of facts
     * @param facts as of the commit's version
     */
    record Content(long version, String textHash, int chunks, DocumentFacts facts) {}

    /** What the write makes of the document, given that it is due. */
    static CommitPoint after(DocumentWrite write, @Nullable CommitPoint before) {
        Content content = switch (write) {
            case DocumentWrite.Replace replace ->
                new Content(
                        replace.version(), replace.textHash(), replace.chunks().size(), replace.facts());
            case DocumentWrite.UpdateFacts update -> updated(before, update.facts());
            case DocumentWrite.Remove ignored -> null;
        };
        return new CommitPoint(write.documentId(), write.tenant(), write.version(), content);
    }

    private static Content updated(@Nullable CommitPoint before, DocumentFacts facts) {
        Content content = before == null ? null : before.content();
        if (content == null) {
            throw new IllegalArgumentException(
                    "There is nothing to update in " + facts.document().documentId());
        }
        return new Content(content.version(), content.textHash(), content.chunks(), facts);
    }

    static CommitPoint of(UUID documentId, Map<String, Value> payload) {
        Content content = Fields.required(payload, Fields.REMOVED).getBoolValue()
                ? null
                : new Content(
                        Fields.required(payload, Fields.CONTENT_VERSION).getIntegerValue(),
                        Fields.required(payload, Fields.TEXT_HASH).getStringValue(),
                        (int) Fields.required(payload, Fields.CHUNKS).getIntegerValue(),
                        JSON.readValue(Fields.required(payload, Fields.FACTS).getStringValue(), DocumentFacts.class));
        return new CommitPoint(
                documentId,
                Fields.required(payload, Fields.TENANT).getStringValue(),
                Fields.required(payload, Fields.VERSION).getIntegerValue(),
                content);
    }

    PointStruct toPoint() {
        Map<String, Value> payload = new HashMap<>();
        payload.put(Fields.KIND, value(Fields.COMMIT_KIND));
        payload.put(Fields.DOCUMENT, value(documentId.toString()));
        payload.put(Fields.TENANT, value(tenant));
        payload.put(Fields.VERSION, value(version));
        payload.put(Fields.REMOVED, value(content == null));
        if (content != null) {
            payload.put(Fields.CONTENT_VERSION, value(content.version()));
            payload.put(Fields.TEXT_HASH, value(content.textHash()));
            payload.put(Fields.CHUNKS, value(content.chunks()));
            payload.put(Fields.FACTS, value(JSON.writeValueAsString(content.facts())));
        }
        // Over gRPC a point must say that it has no vectors.
        return PointStruct.newBuilder()
                .setId(id(documentId))
                .setVectors(namedVectors(Map.of()))
                .putAllPayload(payload)
                .build();
    }

    CommitRecord toRecord() {
        return content == null
                ? new CommitRecord(documentId, tenant, version, true, null, null, 0)
                : new CommitRecord(
                        documentId,
                        tenant,
                        version,
                        false,
                        content.facts().document().acl(),
                        content.textHash(),
                        content.chunks());
    }
}
