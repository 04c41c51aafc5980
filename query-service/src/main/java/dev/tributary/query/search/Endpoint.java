package dev.tributary.query.search;

import java.util.Locale;

/** What was called; a label of metrics. */
public enum Endpoint {
    SEARCH,
    ASK;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
