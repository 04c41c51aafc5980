package dev.tributary.ingest.source;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.events.ContentReference;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far a source was read, and what a person decided about its deletions.
 *
 * @param lastScan when the last complete listing began
 * @param position the connector's own mark; null where it has none
 * @param heldSince since when deletions are held; null if none are
 * @param dismissed {@link HeldDeletions#digest()} of those that are to be kept; null if there are none
 * @param approved the ids of documents that the next complete listing removes if it lacks them, a line each; null if
 *     there are none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
record SourceCheckpoint(
        Instant lastScan,
        @Nullable String position,
        @Nullable Instant heldSince,
        @Nullable String dismissed,
        @Nullable ContentReference approved) {

    private static final JsonMapper JSON = JsonMapper.shared();

    SourceCheckpoint withDismissed(@Nullable String digest) {
        return new SourceCheckpoint(lastScan, position, heldSince, digest, null);
    }

    SourceCheckpoint withApproved(ContentReference ids) {
        return new SourceCheckpoint(lastScan, position, heldSince, null, ids);
    }

    String toJson() {
        return JSON.writeValueAsString(this);
    }

    /** Null if there is none, or none that can be read: the source is then listed as if for the first time. */
    static @Nullable SourceCheckpoint fromJson(@Nullable String json) {
        try {
            return json == null ? null : JSON.readValue(json, SourceCheckpoint.class);
        } catch (JacksonException unreadable) {
            return null;
        }
    }
}
