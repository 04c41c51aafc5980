package dev.tributary.index.qdrant;

import dev.tributary.events.OutageException;
import io.qdrant.client.grpc.Collections.BoolIndexParams;
import io.qdrant.client.grpc.Collections.CollectionExistsRequest;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.IntegerIndexParams;
import io.qdrant.client.grpc.Collections.KeywordIndexParams;
import io.qdrant.client.grpc.Collections.Modifier;
import io.qdrant.client.grpc.Collections.PayloadIndexParams;
import io.qdrant.client.grpc.Collections.SparseVectorConfig;
import io.qdrant.client.grpc.Collections.SparseVectorParams;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorParamsMap;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.FieldType;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckRequest;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The collection's vectors and payload indexes, made when first needed. */
final class Schema {

    /** The first Qdrant with conditional updates and a fusion constant; an older one would ignore both silently. */
    static final String OLDEST_VERSION = "1.16";

    private static final int OLDEST_MINOR = 16;
    private static final Pattern VERSION = Pattern.compile("v?(\\d+)\\.(\\d+).*");
    private static final List<String> KEYWORDS = List.of(
            Fields.DOCUMENT,
            Fields.KIND,
            Fields.READERS,
            Fields.SOURCE,
            Fields.MEDIA_TYPE,
            Fields.LANGUAGE,
            Fields.METADATA,
            Fields.TITLE);
    private static final List<String> INTEGERS = List.of(Fields.VERSION, Fields.FACTS_VERSION, Fields.MODIFIED);

    private final Connection connection;
    private final String collection;
    private final int dimensions;
    private volatile boolean ready;

    Schema(Connection connection, String collection, int dimensions) {
        this.connection = connection;
        this.collection = collection;
        this.dimensions = dimensions;
    }

    /** Makes what is missing; a second call costs nothing. */
    void ensure() {
        if (!ready) {
            synchronized (this) {
                if (!ready) {
                    checkVersion();
                    if (!exists()) {
                        create();
                    }
                    CollectionInfo info = info();
                    verify(info);
                    createIndexes(info);
                    ready = true;
                }
            }
        }
    }

    /** Lets the next call look again: after an outage the server may be another one, or an empty one. */
    void lookAgain() {
        ready = false;
    }

    private void checkVersion() {
        String version = connection
                .server(stub -> stub.healthCheck(HealthCheckRequest.getDefaultInstance()))
                .getVersion();
        Matcher parts = VERSION.matcher(version);
        boolean tooOld = parts.matches()
                && Integer.parseInt(parts.group(1)) == 1
                && Integer.parseInt(parts.group(2)) < OLDEST_MINOR;
        if (tooOld || !parts.matches()) {
            throw new OutageException(
                    "Qdrant " + version + " cannot keep versions apart: " + OLDEST_VERSION + " or newer is needed",
                    null);
        }
    }

    private boolean exists() {
        CollectionExistsRequest request = CollectionExistsRequest.newBuilder()
                .setCollectionName(collection)
                .build();
        return connection
                .collections(stub -> stub.collectionExists(request))
                .getResult()
                .getExists();
    }

    private void create() {
        VectorParams dense = VectorParams.newBuilder()
                .setSize(dimensions)
                .setDistance(Distance.Cosine)
                .build();
        SparseVectorParams words =
                SparseVectorParams.newBuilder().setModifier(Modifier.Idf).build();
        CreateCollection request = CreateCollection.newBuilder()
                .setCollectionName(collection)
                .setVectorsConfig(VectorsConfig.newBuilder()
                        .setParamsMap(VectorParamsMap.newBuilder().putMap(Fields.DENSE, dense)))
                .setSparseVectorsConfig(SparseVectorConfig.newBuilder().putMap(Fields.WORDS, words))
                .build();
        try {
            connection.collections(stub -> stub.create(request));
        } catch (OutageException | IllegalArgumentException failure) {
            if (!exists()) {
                throw failure;
            }
            // Another process was faster; verify() compares what it made.
        }
    }

    private CollectionInfo info() {
        GetCollectionInfoRequest request = GetCollectionInfoRequest.newBuilder()
                .setCollectionName(collection)
                .build();
        return connection.collections(stub -> stub.get(request)).getResult();
    }

    private void verify(CollectionInfo info) {
        VectorParams dense = info.getConfig()
                .getParams()
                .getVectorsConfig()
                .getParamsMap()
                .getMapOrDefault(Fields.DENSE, VectorParams.getDefaultInstance());
        boolean words = info.getConfig().getParams().getSparseVectorsConfig().containsMap(Fields.WORDS);
        if (dense.getSize() != dimensions || !words) {
            throw new IllegalStateException("The collection " + collection + " has vectors of " + dense.getSize()
                    + " dimensions" + (words ? "" : " and no word vectors") + ", but the embedding model gives "
                    + dimensions + ": configure the model that it was made with, or another"
                    + " tributary.index.qdrant.collection-prefix");
        }
    }

    /** Every field that a filter names has one: in strict mode, which Qdrant's cloud begins with, others are refused. */
    private void createIndexes(CollectionInfo info) {
        createIndex(info, Fields.TENANT, FieldType.FieldTypeKeyword, keyword(true));
        for (String field : KEYWORDS) {
            createIndex(info, field, FieldType.FieldTypeKeyword, keyword(false));
        }
        for (String field : INTEGERS) {
            createIndex(info, field, FieldType.FieldTypeInteger, integer());
        }
        createIndex(info, Fields.REMOVED, FieldType.FieldTypeBool, bool());
    }

    private void createIndex(CollectionInfo info, String field, FieldType type, PayloadIndexParams params) {
        if (!info.containsPayloadSchema(field)) {
            CreateFieldIndexCollection request = CreateFieldIndexCollection.newBuilder()
                    .setCollectionName(collection)
                    .setWait(true)
                    .setFieldName(field)
                    .setFieldType(type)
                    .setFieldIndexParams(params)
                    .build();
            connection.change(stub -> stub.createFieldIndex(request));
        }
    }

    private static PayloadIndexParams keyword(boolean tenant) {
        return PayloadIndexParams.newBuilder()
                .setKeywordIndexParams(KeywordIndexParams.newBuilder().setIsTenant(tenant))
                .build();
    }

    private static PayloadIndexParams bool() {
        return PayloadIndexParams.newBuilder()
                .setBoolIndexParams(BoolIndexParams.getDefaultInstance())
                .build();
    }

    private static PayloadIndexParams integer() {
        return PayloadIndexParams.newBuilder()
                .setIntegerIndexParams(
                        IntegerIndexParams.newBuilder().setLookup(true).setRange(true))
                .build();
    }
}
