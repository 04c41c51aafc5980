package dev.tributary.bench.simulation;

import java.util.Locale;

/** Something that must never happen, and did. */
record Finding(Kind kind, String what) {

    /** What it means for those who search. */
    enum Kind {
        LOST,
        DUPLICATED,
        STALE,
        RESURRECTED,
        WRONG_ACL,
        MIXED_VERSIONS,
        WRONG_VECTOR,
        WRONG_REJECTION,
        WRONG_CATALOG,
        STUCK;

        String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    @Override
    public String toString() {
        return kind + ": " + what;
    }
}
