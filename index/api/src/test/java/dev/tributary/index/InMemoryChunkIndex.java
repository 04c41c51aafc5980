package dev.tributary.index;

import dev.tributary.events.Access;
import dev.tributary.events.DocumentVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps everything in memory, compares everything with everything, and counts words instead of weighing them. */
public final class InMemoryChunkIndex implements ChunkIndex {

    private static final Pattern WORD = Pattern.compile("\\p{IsIdeographic}|[\\p{L}\\p{N}&&\\P{IsIdeographic}]+");

    private final int dimensions;
    private final Map<UUID, Entry> entries = new LinkedHashMap<>();

    public InMemoryChunkIndex(int dimensions) {
        this.dimensions = dimensions;
    }

    private record Entry(
            CommitRecord commit, @Nullable DocumentFacts facts, List<Chunk> chunks, List<float[]> vectors) {}

    private record Candidate(DocumentFacts facts, Chunk chunk, float[] vector) {}

    @Override
    public int dimensions() {
        return dimensions;
    }

    @Override
    public synchronized List<WriteOutcome> write(List<? extends DocumentWrite> writes) {
        return writes.stream().map(this::apply).toList();
    }

    private WriteOutcome apply(DocumentWrite write) {
        Entry current = entries.get(write.documentId());
        if (current != null && current.commit().version() >= write.version()) {
            return current.commit().version() == write.version() ? WriteOutcome.REPEATED : WriteOutcome.SUPERSEDED;
        }
        switch (write) {
            case DocumentWrite.Replace replace -> {
                replace.vectors().forEach(this::checkDimensions);
                put(replace.facts(), replace.textHash(), replace.chunks(), replace.vectors());
            }
            case DocumentWrite.UpdateFacts update -> {
                if (current == null
                        || !update.textHash().equals(current.commit().textHash())) {
                    return WriteOutcome.TEXT_DIFFERS;
                }
                put(update.facts(), update.textHash(), current.chunks(), current.vectors());
            }
            case DocumentWrite.Remove remove ->
                entries.put(
                        remove.documentId(),
                        new Entry(
                                new CommitRecord(
                                        remove.documentId(), remove.tenant(), remove.version(), true, null, null, 0),
                                null,
                                List.of(),
                                List.of()));
        }
        return WriteOutcome.APPLIED;
    }

    private void put(DocumentFacts facts, String textHash, List<Chunk> chunks, List<float[]> vectors) {
        DocumentVersion document = facts.document();
        CommitRecord commit = new CommitRecord(
                document.documentId(),
                document.tenant(),
                document.version(),
                false,
                document.acl(),
                textHash,
                chunks.size());
        entries.put(document.documentId(), new Entry(commit, facts, chunks, vectors));
    }

    private void checkDimensions(float[] vector) {
        if (vector.length != dimensions) {
            throw new IllegalArgumentException(
                    "A vector has " + vector.length + " dimensions, the index has " + dimensions);
        }
    }

    @Override
    public synchronized Map<UUID, CommitRecord> commits(Collection<UUID> documentIds) {
        Map<UUID, CommitRecord> commits = new HashMap<>();
        for (UUID id : documentIds) {
            Entry entry = entries.get(id);
            if (entry != null) {
                commits.put(id, entry.commit());
            }
        }
        return commits;
    }

    /** An entry that is replaced is gone. */
    @Override
    public void purge(Collection<UUID> documentIds) {}

    @Override
    public synchronized List<Hit> search(SearchRequest request) {
        Set<String> words = words(request.text());
        float[] vector = request.vector() == null ? new float[dimensions] : request.vector();
        checkDimensions(vector);
        ToDoubleFunction<Candidate> nearness = candidate -> (1 + dot(candidate.vector(), vector)) / 2;
        ToDoubleFunction<Candidate> overlap = candidate -> overlap(words, candidate);
        ToDoubleFunction<Candidate> score = switch (request.mode()) {
            case SEMANTIC -> nearness;
            case KEYWORD -> overlap;
            case HYBRID -> candidate -> (nearness.applyAsDouble(candidate) + overlap.applyAsDouble(candidate)) / 2;
        };
        return candidates(request)
                .map(candidate -> new Hit(
                        candidate.facts(), candidate.chunk(), Math.clamp(score.applyAsDouble(candidate), 0.0, 1.0)))
                .filter(hit -> request.mode() != SearchMode.KEYWORD || hit.score() > 0)
                .sorted(Comparator.comparingDouble(Hit::score).reversed())
                .limit(request.limit())
                .toList();
    }

    private Stream<Candidate> candidates(SearchRequest request) {
        List<Candidate> candidates = new ArrayList<>();
        for (Entry entry : entries.values()) {
            DocumentFacts facts = entry.facts();
            if (facts != null
                    && request.access()
                            .mayRead(facts.document().tenant(), facts.document().acl())
                    && matches(request.filter(), facts)) {
                for (int i = 0; i < entry.chunks().size(); i++) {
                    candidates.add(new Candidate(
                            facts, entry.chunks().get(i), entry.vectors().get(i)));
                }
            }
        }
        return candidates.stream();
    }

    private static boolean matches(SearchFilter filter, DocumentFacts facts) {
        DocumentVersion document = facts.document();
        String language = facts.language();
        return matches(filter.documents(), document.documentId())
                && matches(filter.sources(), document.source())
                && matches(filter.mediaTypes(), facts.mediaType())
                && (filter.languages().isEmpty()
                        || (language != null && filter.languages().contains(language)))
                && document.metadata().entrySet().containsAll(filter.metadata().entrySet())
                && matches(filter.modifiedFrom(), filter.modifiedBefore(), document.sourceTime());
    }

    private static <T> boolean matches(Set<T> allowed, T value) {
        return allowed.isEmpty() || allowed.contains(value);
    }

    private static boolean matches(@Nullable Instant from, @Nullable Instant before, @Nullable Instant time) {
        return (from == null || (time != null && !time.isBefore(from)))
                && (before == null || (time != null && time.isBefore(before)));
    }

    private static double overlap(Set<String> asked, Candidate candidate) {
        Set<String> found = words(candidate.facts().title() + " "
                + String.join(" ", candidate.chunk().headingPath()) + " "
                + candidate.chunk().text());
        found.retainAll(asked);
        return asked.isEmpty() ? 0 : (double) found.size() / asked.size();
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        WORD.matcher(text.toLowerCase(Locale.ROOT)).results().forEach(match -> words.add(match.group()));
        return words;
    }

    private static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    @Override
    public synchronized Optional<IndexedDocument> read(Access access, UUID documentId) {
        Entry entry = entries.get(documentId);
        DocumentFacts facts = entry == null ? null : entry.facts();
        return entry != null
                        && facts != null
                        && access.mayRead(
                                facts.document().tenant(), facts.document().acl())
                ? Optional.of(new IndexedDocument(facts, entry.chunks()))
                : Optional.empty();
    }

    @Override
    public synchronized void scan(Consumer<StoredDocument> visitor) {
        entries.values().forEach(entry -> visitor.accept(new StoredDocument(entry.commit(), entry.chunks())));
    }

    @Override
    public synchronized IndexStatistics statistics() {
        List<CommitRecord> live = entries.values().stream()
                .map(Entry::commit)
                .filter(commit -> !commit.removed())
                .toList();
        return new IndexStatistics(
                live.size(), live.stream().mapToLong(CommitRecord::chunks).sum());
    }

    @Override
    public void check() {}

    @Override
    public void close() {}
}
