package dev.tributary.ingest.push;

import dev.tributary.events.Acl;
import dev.tributary.ingest.connector.DocumentFacts;
import dev.tributary.platform.web.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a push says of a document beside its bytes.
 *
 * @param acl nobody but the tenant's admins may read the document if it is left out
 */
record PushedFacts(
        @Nullable String title,
        @Nullable String uri,
        @Nullable String mediaType,
        @Nullable String fileName,
        @Nullable Map<String, String> metadata,
        @Nullable Readers acl,
        @Nullable Instant sourceTime) {

    private static final int MAX_TEXT = 4_096;
    private static final int MAX_METADATA_BYTES = 32 * 1024;
    private static final int MAX_READERS = 1_000;

    /** @param readers each {@code everyone}, {@code user:…} or {@code group:…} */
    record Readers(@Nullable Set<String> readers) {}

    /** @throws InvalidRequestException if anything is malformed or too long */
    DocumentFacts checked(String source, String id) {
        checkText("title", title);
        checkText("uri", uri);
        checkText("mediaType", mediaType);
        checkText("fileName", fileName);
        return new DocumentFacts(
                uri == null ? "push:" + source + "/" + DocumentIds.encoded(id) : uri,
                title,
                mediaType,
                fileName == null ? DocumentIds.fileName(id) : fileName,
                checkedAcl(),
                checkedMetadata(),
                sourceTime);
    }

    private @Nullable Acl checkedAcl() {
        if (acl == null) {
            return null;
        }
        Set<String> readers = acl.readers() == null ? Set.of() : acl.readers();
        for (String reader : readers) {
            boolean known = reader != null
                    && (reader.equals(Acl.EVERYONE) || reader.matches("(user|group):.+"))
                    && reader.length() <= MAX_TEXT;
            if (!known || readers.size() > MAX_READERS) {
                throw new InvalidRequestException(
                        "acl.readers", reader, "at most " + MAX_READERS + " of: everyone, user:<id>, group:<id>");
            }
        }
        return new Acl(readers);
    }

    private Map<String, String> checkedMetadata() {
        Map<String, String> checked = new TreeMap<>();
        int size = 0;
        if (metadata != null) {
            for (Map.Entry<String, String> entry : metadata.entrySet()) {
                if (entry.getKey().isBlank() || entry.getValue() == null) {
                    throw new InvalidRequestException(
                            "metadata." + entry.getKey(), entry.getValue(), "a name and a text");
                }
                checked.put(entry.getKey(), entry.getValue());
                size += entry.toString().getBytes(StandardCharsets.UTF_8).length;
            }
        }
        if (size > MAX_METADATA_BYTES) {
            throw new InvalidRequestException("metadata", size + " bytes", "at most " + MAX_METADATA_BYTES + " bytes");
        }
        return checked;
    }

    private static void checkText(String field, @Nullable String value) {
        if (value != null && (value.isBlank() || value.length() > MAX_TEXT)) {
            throw new InvalidRequestException(
                    field,
                    value.isBlank() ? value : value.length() + " characters",
                    "1 to " + MAX_TEXT + " characters, or left out");
        }
    }
}
