package dev.tributary.embed.pipeline;

import dev.tributary.content.ContentStore;
import dev.tributary.embed.chunk.Chunker;
import dev.tributary.events.ParseEvent;
import dev.tributary.index.ChunkIndex;
import dev.tributary.index.Embedder;
import dev.tributary.platform.stage.DocumentStage;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/** The index stage for tests of other modules. */
public final class IndexStages {

    private IndexStages() {}

    public static DocumentStage<ParseEvent> indexing(
            ContentStore store,
            Chunker chunker,
            Embedder embedder,
            ChunkIndex index,
            String generation,
            MeterRegistry registry,
            Clock clock) {
        return new IndexingDocuments(
                store, chunker, embedder, index, generation, new IndexingMetrics(registry, () -> true), clock);
    }
}
