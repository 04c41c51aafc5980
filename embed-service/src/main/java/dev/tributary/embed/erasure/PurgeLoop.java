package dev.tributary.embed.erasure;

import dev.tributary.events.OutageException;
import dev.tributary.platform.kafka.TopicFollower;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears of erasures and purges, in a thread of its own: rewriting an index's files takes its time. */
final class PurgeLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PurgeLoop.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final TopicFollower follower;
    private final PurgingIndexes purging;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().daemon().name("purge").unstarted(this::run);

    PurgeLoop(TopicFollower follower, PurgingIndexes purging) {
        this.follower = follower;
        this.purging = purging;
    }

    void start() {
        follower.start();
        thread.start();
    }

    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        follower.close();
    }

    private void run() {
        try {
            while (!stop.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    if (follower.caughtUp()) {
                        purging.goOn();
                    }
                } catch (OutageException outage) {
                    LOG.warn("Erased documents are not purged yet: {}", outage.getMessage());
                } catch (RuntimeException failure) {
                    LOG.error("Purging failed and is tried again", failure);
                }
            }
        } catch (InterruptedException stopped) {
            LOG.debug("No more purging");
        }
    }
}
