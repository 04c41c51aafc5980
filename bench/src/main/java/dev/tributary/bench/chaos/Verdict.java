package dev.tributary.bench.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What went wrong, by kind; nothing may. */
final class Verdict {

    /** What can be wrong with a document. */
    enum Wrong {
        LOST,
        DUPLICATED,
        STALE,
        RESURRECTED,
        WRONG_ACL,
        /** Not of a document: a process did not behave as it should. */
        UNEXPECTED
    }

    private record Finding(Wrong wrong, String what) {}

    private final List<Finding> findings = new ArrayList<>();
    private long documents;
    private long removed;
    private long chunks;
    private long strayChunks;

    void add(Wrong wrong, String what) {
        findings.add(new Finding(wrong, what));
    }

    /** Takes over what another comparison has found. */
    void addAll(Verdict other) {
        findings.addAll(other.findings);
        counted(other.documents, other.removed, other.chunks, other.strayChunks);
    }

    void counted(long liveDocuments, long removedDocuments, long visibleChunks, long strays) {
        documents = liveDocuments;
        removed = removedDocuments;
        chunks = visibleChunks;
        strayChunks = strays;
    }

    boolean isClean() {
        return findings.isEmpty();
    }

    long count(Wrong wrong) {
        return findings.stream().filter(finding -> finding.wrong() == wrong).count();
    }

    /** Of {@link Wrong}, in its order. */
    String counts() {
        StringBuilder line = new StringBuilder();
        for (Wrong wrong : Wrong.values()) {
            line.append(wrong.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                    .append(' ')
                    .append(count(wrong))
                    .append("  ");
        }
        return line.toString().strip();
    }

    /** What was looked at. */
    String extent() {
        return documents + " documents and " + removed + " removed ones compared, " + chunks + " chunks, " + strayChunks
                + " invisible leftovers";
    }

    List<String> findings() {
        return findings.stream()
                .map(finding -> finding.wrong() + ": " + finding.what())
                .toList();
    }
}
