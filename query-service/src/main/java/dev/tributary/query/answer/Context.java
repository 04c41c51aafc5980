package dev.tributary.query.answer;

import dev.tributary.index.Chunk;
import dev.tributary.index.Hit;
import dev.tributary.query.model.Tokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes the passages that an answer is written from out of what a search found. */
final class Context {

    /** Between neighbours stands at most an empty line. */
    static final int WIDEST_GAP = 2;

    private Context() {}

    /**
     * Copies of a text count once, neighbours become one passage, and all stay within the token budget.
     *
     * @param hits best first
     * @param limit passages at most
     * @param tokens estimated tokens at most, over all passages; a best passage above it is cut
     * @return best first, numbered from 1
     */
    static List<Passage> assemble(List<Hit> hits, int limit, int tokens) {
        List<Passage> passages = new ArrayList<>();
        int left = tokens;
        for (Hit hit : merged(distinct(hits).stream().limit(limit).toList())) {
            Chunk chunk = hit.chunk();
            if (Tokens.estimate(chunk.text()) > left) {
                if (!passages.isEmpty()) {
                    break;
                }
                chunk = cut(chunk, Tokens.longestPrefix(chunk.text(), left));
            }
            left -= Tokens.estimate(chunk.text());
            passages.add(new Passage(passages.size() + 1, hit.facts(), chunk));
        }
        return passages;
    }

    private static List<Hit> distinct(List<Hit> hits) {
        Set<String> seen = new HashSet<>();
        return hits.stream()
                .filter(hit -> seen.add(hit.chunk().text().strip().replaceAll("\\s+", " ")))
                .toList();
    }

    /** Each run of neighbours stands where the best of them stood. */
    private static List<Hit> merged(List<Hit> hits) {
        List<Hit> inTextOrder = new ArrayList<>(hits);
        inTextOrder.sort(
                Comparator.comparing((Hit hit) -> hit.facts().document().documentId())
                        .thenComparingInt(hit -> hit.chunk().start()));
        List<Hit> runs = new ArrayList<>();
        for (Hit hit : inTextOrder) {
            Hit before = runs.isEmpty() ? null : runs.getLast();
            if (before != null && adjacent(before, hit)) {
                runs.set(runs.size() - 1, join(before, hit));
            } else {
                runs.add(hit);
            }
        }
        runs.sort(Comparator.comparingInt(run -> bestRank(run, hits)));
        return runs;
    }

    private static int bestRank(Hit run, List<Hit> hits) {
        for (int rank = 0; rank < hits.size(); rank++) {
            Hit hit = hits.get(rank);
            if (sameDocument(hit, run)
                    && hit.chunk().start() >= run.chunk().start()
                    && hit.chunk().end() <= run.chunk().end()) {
                return rank;
            }
        }
        return hits.size();
    }

    private static boolean sameDocument(Hit one, Hit other) {
        return one.facts()
                .document()
                .documentId()
                .equals(other.facts().document().documentId());
    }

    private static boolean adjacent(Hit before, Hit after) {
        return sameDocument(before, after)
                && before.chunk().headingPath().equals(after.chunk().headingPath())
                && after.chunk().start() - before.chunk().end() <= WIDEST_GAP
                && after.chunk().end() > before.chunk().end();
    }

    private static Hit join(Hit before, Hit after) {
        Chunk first = before.chunk();
        Chunk second = after.chunk();
        int gap = second.start() - first.end();
        String text = gap >= 0
                ? first.text() + "\n".repeat(gap) + second.text()
                : first.text()
                        + second.text().substring(Math.min(-gap, second.text().length()));
        Chunk joined = new Chunk(first.ordinal(), text, first.headingPath(), first.page(), first.start(), second.end());
        return new Hit(before.facts(), joined, Math.max(before.score(), after.score()));
    }

    private static Chunk cut(Chunk chunk, int length) {
        return new Chunk(
                chunk.ordinal(),
                chunk.text().substring(0, length),
                chunk.headingPath(),
                chunk.page(),
                chunk.start(),
                chunk.start() + length);
    }
}
