package dev.tributary.ingest.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far a source was read.
 *
 * @param lastScan when the last complete listing began
 * @param position the connector's own mark; null where it has none
 */
record SourceCheckpoint(Instant lastScan, @Nullable String position) {

    private static final JsonMapper JSON = JsonMapper.shared();

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
