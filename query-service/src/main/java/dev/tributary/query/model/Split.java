package dev.tributary.query.model;

import dev.tributary.events.ModelEvent.Share;
import java.util.ArrayList;
import java.util.List;

/**
 * Shares questions among models by weight, evenly mixed and without chance: of as many questions as the weights sum up to,
 * each model gets exactly its weight (smooth weighted round robin). Safe for use by several threads.
 */
final class Split {

    private final List<Entry> entries = new ArrayList<>();
    private final int sum;

    /** @param shares at least one with a weight above 0 */
    Split(List<Share> shares) {
        shares.stream().filter(share -> share.weight() > 0).forEach(share -> entries.add(new Entry(share)));
        this.sum = entries.stream().mapToInt(entry -> entry.share.weight()).sum();
    }

    private static final class Entry {

        private final Share share;
        private long credit;

        Entry(Share share) {
            this.share = share;
        }
    }

    /** Name of the model that is asked next. */
    synchronized String next() {
        Entry richest = entries.getFirst();
        for (Entry entry : entries) {
            entry.credit += entry.share.weight();
            if (entry.credit > richest.credit) {
                richest = entry;
            }
        }
        richest.credit -= sum;
        return richest.share.name();
    }
}
