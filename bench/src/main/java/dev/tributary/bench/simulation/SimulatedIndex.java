package dev.tributary.bench.simulation;

import dev.tributary.events.Access;
import dev.tributary.events.OutageException;
import dev.tributary.index.ChunkIndex;
import dev.tributary.index.CommitRecord;
import dev.tributary.index.DocumentWrite;
import dev.tributary.index.Hit;
import dev.tributary.index.IndexedDocument;
import dev.tributary.index.SearchRequest;
import dev.tributary.index.WriteOutcome;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** One process's way to a real index: refused, cut short, unanswered, or taken after a long while. */
final class SimulatedIndex implements ChunkIndex {

    private final IndexUnderTest index;
    private final Perils perils;
    private final Ledger ledger;

    SimulatedIndex(IndexUnderTest index, Perils perils, Ledger ledger) {
        this.index = index;
        this.perils = perils;
        this.ledger = ledger;
    }

    @Override
    public List<WriteOutcome> write(List<? extends DocumentWrite> writes) {
        perils.mayStall();
        perils.mayCrash(Fault.CRASH_BEFORE_INDEX_WRITE);
        perils.mayFail(Fault.INDEX_REFUSES);
        if (perils.strikes(Fault.CRASH_IN_INDEX_WRITE)) {
            writePart(writes);
            throw new Crash();
        }
        if (perils.strikes(Fault.INDEX_WRITES_A_PART)) {
            writePart(writes);
            throw Perils.outage(Fault.INDEX_WRITES_A_PART);
        }
        writes.forEach(ledger::writing);
        List<WriteOutcome> outcomes = index.index().write(writes);
        note(writes);
        perils.mayCrash(Fault.CRASH_AFTER_INDEX_WRITE);
        perils.mayFail(Fault.INDEX_DOES_NOT_ANSWER);
        perils.mayStall();
        return outcomes;
    }

    /** Some documents, and of the next one as much as the index itself may leave behind. */
    private void writePart(List<? extends DocumentWrite> writes) {
        int whole = perils.below(writes.size());
        index.index().write(writes.subList(0, whole));
        try {
            index.cutShort(perils.below(8), perils.below(2) == 0);
            index.index().write(writes.subList(whole, whole + perils.below(2)));
        } catch (OutageException cut) {
            // That is what was wanted: nobody hears of it
        } finally {
            index.heal();
        }
        note(writes);
    }

    private void note(List<? extends DocumentWrite> writes) {
        ledger.committed(index.index()
                .commits(writes.stream().map(DocumentWrite::documentId).toList())
                .values());
    }

    @Override
    public Map<UUID, CommitRecord> commits(Collection<UUID> documentIds) {
        perils.mayFail(Fault.INDEX_REFUSES);
        Map<UUID, CommitRecord> commits = index.index().commits(documentIds);
        perils.mayStall();
        return commits;
    }

    @Override
    public int dimensions() {
        return index.index().dimensions();
    }

    /** There are no files to purge. */
    @Override
    public void purge(Collection<UUID> documentIds) {}

    @Override
    public List<Hit> search(SearchRequest request) {
        return index.index().search(request);
    }

    @Override
    public Optional<IndexedDocument> read(Access access, UUID documentId) {
        return index.index().read(access, documentId);
    }

    @Override
    public void scan(Consumer<StoredDocument> visitor) {
        index.index().scan(visitor);
    }

    @Override
    public IndexStatistics statistics() {
        return index.index().statistics();
    }

    @Override
    public void check() {
        index.index().check();
    }

    @Override
    public void close() {}
}
