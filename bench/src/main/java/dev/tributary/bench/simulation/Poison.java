package dev.tributary.bench.simulation;

import dev.tributary.events.RejectionReason;
import dev.tributary.events.Stage;
import java.util.Arrays;
import java.util.Optional;

/** Ways in which a document can be bad, by a word in its text. */
enum Poison {
    /** The parser says so. */
    CORRUPT("poison-corrupt", Stage.PARSE, RejectionReason.CORRUPT),
    BREAKS_THE_PARSER("poison-parser", Stage.PARSE, RejectionReason.INTERNAL),
    BREAKS_THE_EMBEDDER("poison-embedder", Stage.INDEX, RejectionReason.INTERNAL);

    private final String mark;
    private final Stage stage;
    private final RejectionReason reason;

    Poison(String mark, Stage stage, RejectionReason reason) {
        this.mark = mark;
        this.stage = stage;
        this.reason = reason;
    }

    String mark() {
        return mark;
    }

    /** Where it is to be rejected. */
    Stage stage() {
        return stage;
    }

    /** What it is to be rejected for. */
    RejectionReason reason() {
        return reason;
    }

    static Optional<Poison> of(String text) {
        return Arrays.stream(values())
                .filter(poison -> text.contains(poison.mark))
                .findFirst();
    }
}
