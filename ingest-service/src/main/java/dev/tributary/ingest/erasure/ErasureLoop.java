package dev.tributary.ingest.erasure;

import dev.tributary.events.OutageException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Lets erasures and collections go on, again and again. */
final class ErasureLoop implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ErasureLoop.class);

    private final ErasingDocuments erasing;
    private final Duration pause;
    private volatile CountDownLatch stop = new CountDownLatch(1);
    private volatile @Nullable Thread thread;

    ErasureLoop(ErasingDocuments erasing, Duration pause) {
        this.erasing = erasing;
        this.pause = pause;
    }

    @Override
    public void start() {
        stop = new CountDownLatch(1);
        Thread looping = Thread.ofPlatform().daemon().name("erasure").unstarted(this::run);
        thread = looping;
        looping.start();
    }

    @Override
    public void stop() {
        Thread looping = thread;
        stop.countDown();
        if (looping != null) {
            looping.interrupt();
            try {
                looping.join(Duration.ofSeconds(10));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        try {
            while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    erasing.goOn();
                } catch (OutageException outage) {
                    LOG.warn("Erasures and collections wait: {}", outage.getMessage());
                } catch (RuntimeException failure) {
                    LOG.error("Erasures and collections failed, and are tried again", failure);
                }
            }
        } catch (InterruptedException stopped) {
            LOG.debug("No more looking after erasures");
        }
    }
}
