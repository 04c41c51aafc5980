package dev.tributary.index.qdrant;

import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.Map;

/** Names in the collection; never changed within a generation. */
final class Fields {

    /** Vectors. */
    static final String DENSE = "dense";

    static final String WORDS = "words";

    /** Payload of every point. */
    static final String KIND = "kind";

    static final String TENANT = "tenant";
    static final String DOCUMENT = "document";
    static final String VERSION = "version";

    /** Payload of commit points. */
    static final String CONTENT_VERSION = "contentVersion";

    static final String REMOVED = "removed";
    static final String TEXT_HASH = "textHash";
    static final String CHUNKS = "chunks";
    static final String FACTS = "facts";

    /** Payload of chunk points: the chunk. */
    static final String ORDINAL = "ordinal";

    static final String TEXT = "text";
    static final String HEADING_PATH = "headingPath";
    static final String PAGE = "page";
    static final String START = "start";
    static final String END = "end";

    /** Payload of chunk points: what of the document's facts searches are restricted by or look for. */
    static final String FACTS_VERSION = "factsVersion";

    static final String TITLE = "title";
    static final String READERS = "readers";
    static final String SOURCE = "source";
    static final String MEDIA_TYPE = "mediaType";
    static final String LANGUAGE = "language";
    static final String METADATA = "metadata";
    static final String MODIFIED = "modified";

    static final String COMMIT_KIND = "commit";
    static final String CHUNK_KIND = "chunk";

    private Fields() {}

    static Value required(Map<String, Value> payload, String field) {
        Value value = payload.get(field);
        if (value == null) {
            throw new IllegalStateException("A point in Qdrant has no " + field
                    + ": something else writes to Tributary's collection; give it another name, or reindex");
        }
        return value;
    }
}
