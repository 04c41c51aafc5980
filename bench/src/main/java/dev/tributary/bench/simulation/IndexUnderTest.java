package dev.tributary.bench.simulation;

import dev.tributary.index.ChunkIndex;

/** An index that a simulation writes to, and what can be done to it from outside. */
interface IndexUnderTest extends AutoCloseable {

    ChunkIndex index();

    /**
     * From the call after next {@code goodCalls} calls on, the index's own storage fails, where it is apart from it.
     *
     * @param carriedOut whether the first call that fails has its effect all the same
     */
    default void cutShort(int goodCalls, boolean carriedOut) {}

    default void heal() {}

    @Override
    void close();
}
