package dev.tributary.index.lucene;

import dev.tributary.index.ChunkIndex;
import dev.tributary.index.ChunkIndexContract;
import dev.tributary.index.Fixtures;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

final class LuceneChunkIndexTest extends ChunkIndexContract {

    @TempDir
    private Path directory;

    @Override
    protected ChunkIndex open() {
        return LuceneChunkIndex.openForWriting(directory, Fixtures.DIMENSIONS);
    }

    @Override
    protected Optional<ChunkIndex> reopen() {
        return Optional.of(open());
    }
}
