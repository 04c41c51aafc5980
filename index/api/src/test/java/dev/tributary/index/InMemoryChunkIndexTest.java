package dev.tributary.index;

final class InMemoryChunkIndexTest extends ChunkIndexContract {

    @Override
    protected ChunkIndex open() {
        return new InMemoryChunkIndex(Fixtures.DIMENSIONS);
    }
}
