package dev.tributary.ingest.catalog;

import java.util.List;
import java.util.Map;

/** The catalog as the one that follows the log uses it. */
public final class CatalogReading {

    private static final String LOG = "log";

    private CatalogReading() {}

    /** How far the log was read, by whatever names the caller gave to its parts. */
    public static Map<String, Long> offsets(Catalog catalog) {
        return catalog.offsets(LOG);
    }

    /** Takes note of events and of how far the log was read, both or neither. */
    public static void applyUpTo(Catalog catalog, List<Catalog.Seen> events, Map<String, Long> offsets) {
        catalog.applyUpTo(events, offsets);
    }

    /** What the log has to be told again. */
    public static List<Catalog.Seen> overridden(Catalog catalog) {
        return catalog.overridden(Integer.MAX_VALUE);
    }
}
