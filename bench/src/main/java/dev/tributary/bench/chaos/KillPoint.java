package dev.tributary.bench.chaos;

import dev.tributary.bench.chaos.Installation.IndexKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Where in a document's way its process is killed. All of these can be seen from outside of the process. */
enum KillPoint {
    /** The bytes are in the content store; the broker stands still, so that no event can follow. */
    AFTER_BLOB(Member.INGEST),
    /** The captured event is committed. */
    AFTER_PUBLISH(Member.INGEST),
    /** The parsed event is in the log. */
    AFTER_PARSE(Member.INGEST),
    RANDOM_INGEST(Member.INGEST),
    /** The index has been sent new chunks and has not answered. */
    MID_UPSERT(Member.EMBED),
    /** The chunks are there, the commit record was sent and is not answered. */
    BEFORE_COMMIT(Member.EMBED),
    /** The commit record is there, old chunks are not swept yet, nothing is said in the log. */
    BEFORE_SWEEP(Member.EMBED),
    RANDOM_EMBED(Member.EMBED),
    RANDOM_BROKER(Member.BROKER);

    private final Member victim;

    KillPoint(Member victim) {
        this.victim = victim;
    }

    Member victim() {
        return victim;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Those that can be reached; what an embedded index is sent cannot be seen from outside. */
    static List<KillPoint> of(Member victim, IndexKind index) {
        return Arrays.stream(values())
                .filter(point -> point.victim == victim)
                .filter(point -> index == IndexKind.QDRANT || victim != Member.EMBED || point == RANDOM_EMBED)
                .toList();
    }
}
