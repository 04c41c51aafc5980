package dev.tributary.index.qdrant;

import dev.tributary.events.OutageException;
import dev.tributary.index.Chunk;
import dev.tributary.index.DocumentWrite;
import dev.tributary.index.WriteOutcome;
import io.qdrant.client.grpc.Points.PointStruct;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Changes documents so that each step can be the last one before a crash: chunks of the new version are put beside the
 * visible ones; the commit point is moved to the new version, on the condition that nobody has moved it since it was
 * read; and what the commit point says is then carried through to the chunk points. The last step is repeated with every
 * write to the document, also a repeated one, since nobody knows whether the one before came that far.
 */
final class Writing {

    private static final int DOCUMENTS_AT_ONCE = 256;

    /** Each further attempt means that another writer has changed one of the documents in between. */
    private static final int MAX_ATTEMPTS = 10;

    private final PointCollection points;
    private final Commits commits;
    private final FactsUpdate factsUpdate;
    private final WordVectors words;

    Writing(PointCollection points, Commits commits, WordVectors words) {
        this.points = points;
        this.commits = commits;
        this.factsUpdate = new FactsUpdate(points, words);
        this.words = words;
    }

    List<WriteOutcome> write(List<? extends DocumentWrite> writes) {
        List<WriteOutcome> outcomes = new ArrayList<>(writes.size());
        Map<UUID, DocumentWrite> round = new LinkedHashMap<>();
        for (DocumentWrite write : writes) {
            if (round.containsKey(write.documentId()) || round.size() == DOCUMENTS_AT_ONCE) {
                outcomes.addAll(writeRound(round));
                round.clear();
            }
            round.put(write.documentId(), write);
        }
        outcomes.addAll(writeRound(round));
        return outcomes;
    }

    private List<WriteOutcome> writeRound(Map<UUID, DocumentWrite> writes) {
        if (writes.isEmpty()) {
            return List.of();
        }
        Map<UUID, WriteOutcome> outcomes = new LinkedHashMap<>();
        writes.keySet().forEach(document -> outcomes.put(document, WriteOutcome.SUPERSEDED));
        Map<UUID, CommitPoint> seen = commits.read(writes.keySet());
        List<DocumentWrite> due = decide(writes.values(), seen, outcomes);
        stage(due);
        for (int attempt = 1; !due.isEmpty(); attempt++) {
            if (attempt > MAX_ATTEMPTS) {
                throw new OutageException("Too many writers change the same documents in Qdrant at once", null);
            }
            List<UUID> moving = due.stream().map(DocumentWrite::documentId).toList();
            commits.move(
                    due.stream()
                            .map(write -> CommitPoint.after(write, seen.get(write.documentId())))
                            .toList(),
                    seen);
            seen.putAll(commits.read(moving));
            due = undecided(due, seen, outcomes);
        }
        settle(seen.values());
        return List.copyOf(outcomes.values());
    }

    /** Deletes all points that the documents' commit points do not name, and returns when Qdrant has. */
    int settleAll(Set<UUID> documents) {
        Collection<CommitPoint> now = commits.read(documents).values();
        settle(now);
        return now.size();
    }

    /** Notes what is clear from the commit points, and returns the writes that are to be carried out. */
    private static List<DocumentWrite> decide(
            Collection<DocumentWrite> writes, Map<UUID, CommitPoint> seen, Map<UUID, WriteOutcome> outcomes) {
        List<DocumentWrite> due = new ArrayList<>();
        for (DocumentWrite write : writes) {
            WriteOutcome outcome = outcome(write, seen.get(write.documentId()));
            outcomes.put(write.documentId(), outcome);
            if (outcome == WriteOutcome.APPLIED) {
                due.add(write);
            }
        }
        return due;
    }

    /** After an attempt: a commit point that says the write's version is the write's own doing. */
    private static List<DocumentWrite> undecided(
            List<DocumentWrite> attempted, Map<UUID, CommitPoint> seen, Map<UUID, WriteOutcome> outcomes) {
        List<DocumentWrite> lost = attempted.stream()
                .filter(write -> {
                    CommitPoint now = seen.get(write.documentId());
                    return now == null || now.version() != write.version();
                })
                .toList();
        return decide(lost, seen, outcomes);
    }

    private static WriteOutcome outcome(DocumentWrite write, @Nullable CommitPoint now) {
        if (now != null && now.version() > write.version()) {
            return WriteOutcome.SUPERSEDED;
        }
        if (now != null && now.version() == write.version()) {
            return WriteOutcome.REPEATED;
        }
        if (write instanceof DocumentWrite.UpdateFacts update) {
            CommitPoint.Content content = now == null ? null : now.content();
            return content != null && content.textHash().equals(update.textHash())
                    ? WriteOutcome.APPLIED
                    : WriteOutcome.TEXT_DIFFERS;
        }
        return WriteOutcome.APPLIED;
    }

    /** Puts new chunks beside the visible ones; those that an attempt before a crash has put there stay as they are. */
    private void stage(List<DocumentWrite> due) {
        List<PointStruct> staged = new ArrayList<>();
        for (DocumentWrite write : due) {
            if (write instanceof DocumentWrite.Replace replace) {
                for (int i = 0; i < replace.chunks().size(); i++) {
                    Chunk chunk = replace.chunks().get(i);
                    staged.add(new ChunkPoint(replace.documentId(), replace.version(), chunk)
                            .toPoint(
                                    replace.facts(),
                                    replace.vectors().get(i),
                                    words.passage(replace.facts().title(), chunk)));
                }
            }
        }
        points.insert(staged);
    }

    /** Carries through what the commit points say: nothing in it hurts if it is done twice, or too late. */
    private void settle(Collection<CommitPoint> commitPoints) {
        if (!commitPoints.isEmpty()) {
            points.delete(Filters.garbage(commitPoints));
            commitPoints.forEach(factsUpdate::carryThrough);
        }
    }
}
