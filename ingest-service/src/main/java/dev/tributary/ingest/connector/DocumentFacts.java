package dev.tributary.ingest.connector;

import static java.util.Objects.requireNonNull;

import dev.tributary.events.Acl;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a source says of a document beside its bytes.
 *
 * @param uri where a person finds the original
 * @param title null where the source gives none
 * @param mediaType as declared; null where the source does not say
 * @param fileName a name whose ending may help to recognise the format; null where there is none
 * @param acl null where the source does not say, which is read as "the tenant's admins only"
 * @param sourceTime when the source says it was last modified; null where it does not say
 */
public record DocumentFacts(
        String uri,
        @Nullable String title,
        @Nullable String mediaType,
        @Nullable String fileName,
        @Nullable Acl acl,
        Map<String, String> metadata,
        @Nullable Instant sourceTime) {

    public DocumentFacts {
        requireNonNull(uri, "uri");
        metadata = Map.copyOf(metadata);
    }
}
