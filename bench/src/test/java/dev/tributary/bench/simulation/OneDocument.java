package dev.tributary.bench.simulation;

import dev.tributary.embed.chunk.Chunker;
import dev.tributary.embed.pipeline.IndexStages;
import dev.tributary.events.ParseEvent;
import dev.tributary.index.ChunkIndex;
import dev.tributary.index.ChunkIndex.StoredDocument;
import dev.tributary.index.DocumentWrite;
import dev.tributary.index.InMemoryChunkIndex;
import dev.tributary.index.WriteOutcome;
import dev.tributary.platform.stage.DocumentStage;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** A document in an index of its own, its versions delivered in whatever order, and one writer that may fall asleep. */
final class OneDocument {

    private final History history;
    private final InMemoryChunkIndex index = new InMemoryChunkIndex(SimulatedEmbedder.DIMENSIONS);
    private final DocumentStage<ParseEvent> stage;
    private List<DocumentWrite> asleep = List.of();

    OneDocument(History history) {
        this.history = history;
        this.stage = stage(index);
    }

    private DocumentStage<ParseEvent> stage(ChunkIndex writtenTo) {
        Chance calm = new Chance(0);
        calm.calm();
        Perils none = new Perils(calm, () -> {});
        SimulatedEmbedder embedder = new SimulatedEmbedder(none);
        return IndexStages.indexing(
                new SimulatedStore(history.content(), none),
                new Chunker(Indexable.MAX_TOKENS, embedder::countTokens),
                embedder,
                writtenTo,
                "simulation",
                new CompositeMeterRegistry(),
                Clock.systemUTC());
    }

    /** @param version from 0 */
    void deliver(int version) {
        stage.process(List.of(history.event(version)), (topic, event) -> {});
    }

    /** A writer reads the index and computes everything, and then nothing is heard of it. */
    void fallAsleepWriting(int version) {
        List<DocumentWrite> writes = new ArrayList<>();
        ChunkIndex neverReached = (ChunkIndex) Proxy.newProxyInstance(
                ChunkIndex.class.getClassLoader(), new Class<?>[] {ChunkIndex.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("write")) {
                        for (Object write : (List<?>) arguments[0]) {
                            writes.add((DocumentWrite) write);
                        }
                        throw new Crash();
                    }
                    return method.invoke(index, arguments);
                });
        try {
            stage(neverReached).process(List.of(history.event(version)), (topic, event) -> {});
        } catch (Crash atTheWrite) {
            asleep = List.copyOf(writes);
        }
    }

    /** It goes on where it was. */
    void wakeUp(int version) {
        if (index.write(asleep).contains(WriteOutcome.TEXT_DIFFERS)) {
            deliver(version);
        }
    }

    /** What the index holds. */
    List<StoredDocument> stored() {
        List<StoredDocument> stored = new ArrayList<>();
        index.scan(stored::add);
        return stored;
    }
}
