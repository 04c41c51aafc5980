package dev.tributary.bench.simulation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the pipeline relies on, each to be taken away to see whether the simulation notices. */
enum Guard {
    /** The index does not let an earlier version replace a later one. */
    VERSION_CHECK,
    /** The index remembers a removal after the chunks are gone. */
    REMOVAL_RECORD,
    /** A stage is done only when the log has what it emitted. */
    ACKNOWLEDGEMENT,
    /** Offsets are committed after the effects, not before. */
    OFFSETS_AFTER_EFFECTS,
    /** The catalog says again what a process that was suspended has overridden in the log. */
    LAST_WORD;

    /** The name on the command line. */
    String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Guard> of(String option) {
        return Arrays.stream(values())
                .filter(guard -> guard.option().equals(option))
                .findFirst();
    }
}
