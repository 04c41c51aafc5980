package dev.tributary.bench.chaos;

import dev.tributary.bench.chaos.Verdict.Wrong;
import dev.tributary.events.Access;
import dev.tributary.events.Acl;
import dev.tributary.index.Chunk;
import dev.tributary.index.ChunkIndex;
import dev.tributary.index.ChunkIndex.StoredDocument;
import dev.tributary.index.SearchFilter;
import dev.tributary.index.SearchMode;
import dev.tributary.index.SearchRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares the whole index with the ledger, by scanning it, and by searching it as those who may read a document and as
 * somebody who may not.
 */
final class Oracle {

    /** Small, so that a short document has several chunks. */
    static final int CHUNK_TOKENS = 64;

    private static final int HITS = 100;

    private final Ledger ledger;
    private final ToLongFunction<UUID> captured;

    /** @param captured the newest version of a document in the log, 0 if there is none */
    Oracle(Ledger ledger, ToLongFunction<UUID> captured) {
        this.ledger = ledger;
        this.captured = captured;
    }

    Verdict compare(ChunkIndex index) {
        Map<UUID, StoredDocument> stored = new HashMap<>();
        Verdict verdict = new Verdict();
        index.scan(document -> {
            if (stored.put(document.commit().documentId(), document) != null) {
                verdict.add(Wrong.DUPLICATED, document.commit() + " was met twice");
            }
            if (!ledger.knows(document.commit().documentId())
                    && !document.commit().removed()) {
                verdict.add(Wrong.RESURRECTED, document.commit() + " was never made");
            }
        });
        for (Ledger.Entry entry : ledger.entries()) {
            StoredDocument document = stored.get(entry.documentId());
            if (entry.live()) {
                compareLive(entry, document, verdict);
                compareSearch(entry, index, verdict);
            } else {
                compareRemoved(entry, document, verdict);
            }
        }
        count(index, stored, verdict);
        return verdict;
    }

    private void compareLive(Ledger.Entry entry, @Nullable StoredDocument document, Verdict verdict) {
        if (document == null || document.commit().removed()) {
            verdict.add(Wrong.LOST, entry + " has " + (document == null ? "no entry" : document.commit()));
            return;
        }
        List<String> found =
                Text.marks(document.chunks().stream().map(Chunk::text).collect(Collectors.joining("\n")));
        List<String> wanted = entry.put().text().marks();
        if (Set.copyOf(found).size() < found.size()) {
            verdict.add(Wrong.DUPLICATED, entry + " has " + found);
        } else if (!found.equals(wanted)) {
            verdict.add(wanted.containsAll(found) ? Wrong.LOST : Wrong.STALE, entry + " has " + found);
        }
        long newest = newestVersion(entry);
        if (document.commit().version() != newest) {
            verdict.add(Wrong.STALE, entry + " should have version " + newest + ", has " + document.commit());
        }
        Set<String> readers = entry.put().readers();
        if (!Objects.equals(document.commit().acl(), readers == null ? null : new Acl(readers))) {
            verdict.add(Wrong.WRONG_ACL, entry + " has " + document.commit());
        }
    }

    private static void compareRemoved(Ledger.Entry entry, @Nullable StoredDocument document, Verdict verdict) {
        if (document != null
                && (!document.commit().removed() || !document.chunks().isEmpty())) {
            verdict.add(Wrong.RESURRECTED, entry + " has " + document.commit());
        }
    }

    private static void compareSearch(Ledger.Entry entry, ChunkIndex index, Verdict verdict) {
        Set<String> readers = entry.put().readers();
        if (readers == null) {
            finds(entry, index, Access.admin(Installation.TENANT), Wrong.LOST, true, verdict);
        } else {
            for (String reader : readers) {
                Access access = new Access(Installation.TENANT, Set.of(reader), false);
                finds(entry, index, access, Wrong.LOST, true, verdict);
            }
        }
        boolean open = readers != null && readers.contains(Acl.EVERYONE);
        Access stranger = new Access(Installation.TENANT, Set.of("user:stranger"), false);
        finds(entry, index, stranger, Wrong.WRONG_ACL, open, verdict);
    }

    private static void finds(
            Ledger.Entry entry, ChunkIndex index, Access access, Wrong wrong, boolean should, Verdict verdict) {
        String mark = entry.put().text().marks().getFirst();
        SearchRequest request = new SearchRequest(access, mark, null, SearchMode.KEYWORD, SearchFilter.none(), HITS);
        boolean does = index.search(request).stream()
                .anyMatch(hit -> hit.facts().document().documentId().equals(entry.documentId()));
        if (does != should) {
            verdict.add(wrong, entry + (does ? " is found by " : " is not found by ") + access);
        }
    }

    /** What the push was told, and for a file what was captured last. */
    private long newestVersion(Ledger.Entry entry) {
        Long told = entry.version();
        return told != null ? told : captured.applyAsLong(entry.documentId());
    }

    private void count(ChunkIndex index, Map<UUID, StoredDocument> stored, Verdict verdict) {
        long live = stored.values().stream()
                .filter(document -> !document.commit().removed())
                .count();
        long chunks = stored.values().stream()
                .mapToLong(document -> document.chunks().size())
                .sum();
        verdict.counted(live, stored.size() - live, chunks, index.statistics().chunks() - chunks);
    }
}
