package dev.tributary.index.starter;

import dev.tributary.content.ParsedText;
import dev.tributary.events.OutageException;
import dev.tributary.index.ChunkIndex;
import dev.tributary.index.Embedder;
import dev.tributary.index.Generation;
import java.util.function.Function;

/** The generation that answers. Safe for use by several threads. */
public interface LiveIndex {

    /**
     * Runs with the model and the index that answer now. Both are of one generation, and stay open until this returns,
     * whatever is chosen meanwhile.
     *
     * @throws OutageException while it is not known which generation that is, or it cannot be opened
     */
    <T> T with(Function<OpenGeneration, T> work);

    /** One that never changes; it is not closed by this. */
    static LiveIndex of(Embedder embedder, ChunkIndex index) {
        Generation generation = new Generation(ParsedText.FORMAT, "fixed", embedder.model(), embedder.dimensions());
        OpenGeneration open = new OpenGeneration(generation, embedder.maxTokens(), embedder, index, () -> {});
        return new LiveIndex() {
            @Override
            public <T> T with(Function<OpenGeneration, T> work) {
                return open.use(work);
            }
        };
    }
}
