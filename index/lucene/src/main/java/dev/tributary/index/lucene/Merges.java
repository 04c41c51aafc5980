package dev.tributary.index.lucene;

import java.io.IOException;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.MergePolicy.OneMerge;

/** Merges segments beside the writes, one merge at a time, and tells when one is done. */
final class Merges extends ConcurrentMergeScheduler {

    private static final int WAITING = 6;

    private volatile Runnable done = () -> {};

    Merges() {
        setMaxMergesAndThreads(WAITING, 1);
    }

    /** On a thread of its own: a writer that is closed waits for the merging ones. */
    void onDone(Runnable done) {
        this.done = done;
    }

    @Override
    protected void doMerge(MergeSource source, OneMerge merge) throws IOException {
        super.doMerge(source, merge);
        Thread.ofPlatform().daemon().name("lucene-merged").start(done);
    }
}
