package dev.tributary.ingest.source;

import dev.tributary.ingest.catalog.Catalog;
import dev.tributary.ingest.catalog.Catalog.Live;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Which documents a listing lacks, and whether so many are believed to be gone. Absence needs evidence. */
final class Deletions {

    /** So many may always be missing. */
    private static final long FEW = 20;

    private static final int PAGE = 1_000;

    private final Catalog catalog;
    private final String tenant;
    private final String source;

    Deletions(Catalog catalog, String tenant, String source) {
        this.catalog = catalog;
        this.tenant = tenant;
        this.source = source;
    }

    /**
     * Documents that the source held before and that a listing did not show.
     *
     * @param seen what the listing showed
     * @param unlisted beginnings of native ids that the listing knows nothing of
     */
    List<Live> missing(Set<UUID> seen, Set<String> unlisted) {
        List<Live> missing = new ArrayList<>();
        String after = "";
        List<Live> page;
        do {
            page = catalog.live(tenant, source, "", after, PAGE);
            for (Live document : page) {
                after = document.nativeId();
                if (!seen.contains(document.documentId()) && unlisted.stream().noneMatch(after::startsWith)) {
                    missing.add(document);
                }
            }
        } while (page.size() == PAGE);
        return missing;
    }

    /**
     * Whether so many documents are missing, or all of them, that a person should look first. What turned up under another
     * name was moved, and counts for nothing.
     *
     * @param before how many documents there were
     */
    boolean areDoubtful(List<Live> missing, Set<UUID> seen, long before) {
        if (seen.isEmpty() && !missing.isEmpty()) {
            return true;
        }
        long vanished = missing.stream()
                .filter(document ->
                        document.hash() == null || !catalog.holdsAmong(tenant, source, document.hash(), seen))
                .count();
        return vanished > Math.max(FEW, before / 2);
    }
}
