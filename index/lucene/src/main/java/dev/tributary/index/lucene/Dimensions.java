package dev.tributary.index.lucene;

import dev.tributary.events.OutageException;
import java.nio.file.Path;
import java.util.Map;

/** The length of an index's vectors, kept with each of its commits. */
final class Dimensions {

    private static final String KEY = "dimensions";

    private Dimensions() {}

    static Map<String, String> commitData(int dimensions) {
        return Map.of(KEY, Integer.toString(dimensions));
    }

    /** Vectors of two lengths cannot live in one index; no document is to blame for that. */
    static void check(Path path, int dimensions, Map<String, String> commitData) {
        String found = commitData.get(KEY);
        if (!Integer.toString(dimensions).equals(found)) {
            throw new OutageException(
                    "The index in " + path + " has vectors of " + found
                            + " dimensions, and the embedding model makes vectors of " + dimensions
                            + "; give each model a directory of its own",
                    null);
        }
    }
}
