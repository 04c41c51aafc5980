package dev.tributary.bench.chaos;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something that a person or a system does to a document. */
sealed interface Change {

    /** The document is this now. */
    record Put(String id, Text text, @Nullable Set<String> readers) implements Change {}

    /** The document has another id now; in the place where it was there is none any more. */
    record Rename(String from, Put to) implements Change {}

    record Remove(String id) implements Change {}
}
