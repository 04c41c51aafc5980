package dev.tributary.embed.pipeline;

import dev.tributary.content.ContentStore;
import dev.tributary.content.ContentStore.MissingContentException;
import dev.tributary.content.ParsedText;
import dev.tributary.embed.chunk.Chunker;
import dev.tributary.embed.chunk.TextChunk;
import dev.tributary.events.DocumentIndexed;
import dev.tributary.events.DocumentParsed;
import dev.tributary.events.DocumentRemoved;
import dev.tributary.events.DocumentUnindexed;
import dev.tributary.events.ParseEvent;
import dev.tributary.events.Stage;
import dev.tributary.events.Topic;
import dev.tributary.index.ChunkIndex;
import dev.tributary.index.CommitRecord;
import dev.tributary.index.DocumentWrite;
import dev.tributary.index.Embedder;
import dev.tributary.index.WriteOutcome;
import dev.tributary.platform.stage.DocumentStage;
import dev.tributary.platform.stage.Emitter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chunks, embeds and indexes parsed documents, and pays only for what changed. */
final class IndexingDocuments implements DocumentStage<ParseEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(IndexingDocuments.class);

    /**
     * Documents are taken together until their texts reach this many bytes: memory stays bounded, and the first of many
     * need not wait for the last.
     */
    private static final long GROUP_BYTES = 256 * 1024;

    private final ContentStore store;
    private final Chunker chunker;
    private final Embedder embedder;
    private final ChunkIndex index;
    private final String generation;
    private final VectorCache cache;
    private final IndexingMetrics metrics;
    private final Clock clock;

    IndexingDocuments(
            ContentStore store,
            Chunker chunker,
            Embedder embedder,
            ChunkIndex index,
            String generation,
            IndexingMetrics metrics,
            Clock clock) {
        this.store = store;
        this.chunker = chunker;
        this.embedder = embedder;
        this.index = index;
        this.generation = generation;
        this.cache = new VectorCache(store, embedder.model(), embedder.dimensions());
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public Stage stage() {
        return Stage.INDEX;
    }

    @Override
    public Class<ParseEvent> eventType() {
        return ParseEvent.class;
    }

    @Override
    public void process(List<ParseEvent> batch, Emitter emitter) {
        List<ParseEvent> group = new ArrayList<>();
        long bytes = 0;
        for (ParseEvent event : batch) {
            group.add(event);
            bytes += event instanceof DocumentParsed parsed ? parsed.text().size() : 0;
            if (bytes >= GROUP_BYTES) {
                processNext(group, emitter);
                group.clear();
                bytes = 0;
            }
        }
        if (!group.isEmpty()) {
            processNext(group, emitter);
        }
    }

    private void processNext(List<ParseEvent> group, Emitter emitter) {
        emitter.proceed();
        processGroup(group, emitter);
        group.forEach(emitter::done);
    }

    private void processGroup(List<ParseEvent> group, Emitter emitter) {
        long start = System.nanoTime();
        Map<UUID, CommitRecord> commits = commits(group);
        List<Preparation> preparations = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (ParseEvent event : group) {
            CommitRecord commit = commits.get(event.documentId());
            switch (event) {
                case DocumentRemoved removed -> changes.add(new Change(removed, removal(removed), null, 0));
                case DocumentParsed parsed -> plan(parsed, commit, changes, preparations);
            }
        }
        long prepared = System.nanoTime();
        Map<String, float[]> computed = embed(preparations);
        long embedded = System.nanoTime();
        for (Preparation preparation : preparations) {
            Map<String, float[]> vectors = preparation.vectors(computed);
            cache.save(preparation.event().tenant(), preparation.event().text().sha256(), preparation.toKeep(vectors));
            int chunks = preparation.chunks().size();
            changes.add(new Change(preparation.event(), preparation.write(vectors), preparation, chunks));
        }
        long kept = System.nanoTime();
        List<WriteOutcome> outcomes =
                index.write(changes.stream().map(Change::write).toList());
        long written = System.nanoTime();
        metrics.step("prepare", prepared - start);
        metrics.step("embed", embedded - prepared);
        metrics.step("keep", kept - embedded);
        metrics.step("write", written - kept);
        report(changes, outcomes, millis(embedded - prepared), millis(written - kept), emitter);
    }

    /**
     * What the index says of the documents, once it has heard of the removals that came before them. It must hear of one
     * also where it has nothing: a version from before the removal may still be on its way by the other lane.
     */
    private Map<UUID, CommitRecord> commits(List<ParseEvent> group) {
        List<UUID> documents = group.stream().map(ParseEvent::documentId).toList();
        Map<UUID, CommitRecord> commits = index.commits(documents);
        List<DocumentWrite.Remove> overdue = new ArrayList<>();
        for (ParseEvent event : group) {
            CommitRecord commit = commits.get(event.documentId());
            Long removed =
                    event instanceof DocumentParsed parsed ? parsed.document().removedVersion() : null;
            if (removed != null && (commit == null || commit.version() < removed)) {
                overdue.add(new DocumentWrite.Remove(event.documentId(), event.tenant(), removed));
            }
        }
        if (overdue.isEmpty()) {
            return commits;
        }
        index.write(overdue);
        return index.commits(documents);
    }

    /** A text is collected when nothing refers to it any more: a newer version, or a removal, is in the log behind this. */
    private void plan(
            DocumentParsed parsed,
            @Nullable CommitRecord commit,
            List<Change> changes,
            List<Preparation> preparations) {
        try {
            if (commit != null && hasItsText(parsed, commit)) {
                changes.add(new Change(parsed, factsOnly(parsed), null, commit.chunks()));
            } else {
                preparations.add(prepare(parsed, commit));
            }
        } catch (MissingContentException missing) {
            if (!missing.collected()) {
                throw missing;
            }
            LOG.info(
                    "Version {} of document {} is passed over: it was replaced", parsed.version(), parsed.documentId());
        }
    }

    /**
     * What is done to the index because of an event.
     *
     * @param preparation there where text was chunked for it
     * @param chunks how many the document has afterwards
     */
    private record Change(
            ParseEvent event, DocumentWrite write, @Nullable Preparation preparation, int chunks) {}

    private static boolean hasItsText(DocumentParsed parsed, CommitRecord commit) {
        return commit.version() >= parsed.version() || parsed.text().sha256().equals(commit.textHash());
    }

    private static DocumentWrite removal(DocumentRemoved removed) {
        return new DocumentWrite.Remove(removed.documentId(), removed.tenant(), removed.version());
    }

    private DocumentWrite factsOnly(DocumentParsed parsed) {
        return new DocumentWrite.UpdateFacts(
                Preparation.facts(parsed, text(parsed)), parsed.text().sha256());
    }

    private Preparation prepare(DocumentParsed parsed, @Nullable CommitRecord commit) {
        ParsedText text = text(parsed);
        long start = System.nanoTime();
        List<TextChunk> chunks = chunker.chunk(text);
        long chunkMillis = millis(System.nanoTime() - start);
        List<String> keys = chunks.stream()
                .map(chunk -> VectorCache.key(chunk.embeddedText()))
                .toList();
        Map<String, float[]> kept = cache.load(parsed.tenant(), parsed.text().sha256());
        Map<String, float[]> known = new HashMap<>(kept);
        if (commit != null && commit.textHash() != null) {
            known.putAll(cache.load(parsed.tenant(), commit.textHash()));
        }
        return new Preparation(parsed, Preparation.facts(parsed, text), chunks, keys, known, kept, chunkMillis);
    }

    private ParsedText text(DocumentParsed parsed) {
        return ParsedText.fromJson(store.read(parsed.tenant(), parsed.text()));
    }

    private Map<String, float[]> embed(List<Preparation> preparations) {
        Map<String, String> missing = new LinkedHashMap<>();
        preparations.forEach(preparation -> missing.putAll(preparation.missing()));
        List<float[]> vectors = embedder.embedPassages(List.copyOf(missing.values()));
        Map<String, float[]> computed = HashMap.newHashMap(vectors.size());
        int i = 0;
        for (String key : missing.keySet()) {
            computed.put(key, vectors.get(i++));
        }
        int wanted = preparations.stream().mapToInt(Preparation::unknown).sum();
        metrics.embedded(computed.size());
        metrics.reused(wanted - computed.size());
        return computed;
    }

    private void report(
            List<Change> changes, List<WriteOutcome> outcomes, long embedMillis, long indexMillis, Emitter emitter) {
        Instant now = clock.instant();
        List<ParseEvent> again = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            switch (outcomes.get(i)) {
                case APPLIED -> {
                    emit(change, embedMillis, indexMillis, now, emitter);
                    metrics.applied(change.event(), now);
                }
                case REPEATED -> emit(change, embedMillis, indexMillis, now, emitter);
                case SUPERSEDED -> {}
                case TEXT_DIFFERS -> again.add(change.event());
            }
        }
        if (!again.isEmpty()) {
            processGroup(again, emitter);
        }
    }

    private void emit(Change change, long embedMillis, long indexMillis, Instant now, Emitter emitter) {
        switch (change.event()) {
            case DocumentRemoved removed ->
                emitter.emit(
                        Topic.INDEXED,
                        new DocumentUnindexed(
                                removed.documentId(),
                                removed.tenant(),
                                removed.source(),
                                removed.nativeId(),
                                removed.version(),
                                generation,
                                removed.changedAt(),
                                now));
            case DocumentParsed parsed ->
                emitter.emit(Topic.INDEXED, indexed(parsed, change, embedMillis, indexMillis, now));
        }
    }

    private DocumentIndexed indexed(
            DocumentParsed parsed, Change change, long embedMillis, long indexMillis, Instant now) {
        Preparation preparation = change.preparation();
        int chunks = change.chunks();
        int reused = preparation == null ? chunks : chunks - preparation.unknown();
        metrics.reused(reused);
        DocumentIndexed.Timings timings = new DocumentIndexed.Timings(
                parsed.document().changedAt(),
                parsed.document().capturedAt(),
                parsed.parsedAt(),
                parsed.parseMillis(),
                preparation == null ? 0 : preparation.chunkMillis(),
                preparation == null ? 0 : embedMillis,
                indexMillis);
        return new DocumentIndexed(
                parsed.documentId(),
                parsed.tenant(),
                parsed.source(),
                parsed.nativeId(),
                parsed.version(),
                generation,
                chunks,
                chunks - reused,
                reused,
                timings,
                now);
    }

    private static long millis(long nanos) {
        return Duration.ofNanos(nanos).toMillis();
    }
}
