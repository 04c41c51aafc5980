package dev.tributary.bench.chaos;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Pushes and files change after change until it is told to stop. */
final class BackgroundLoad {

    private static final Duration PACE = Duration.ofMillis(100);

    private final Background pushing;
    private final Background filing;
    private volatile boolean stopped;

    private BackgroundLoad(Scene scene, Generator pushes, Generator files) {
        this.pushing = Background.start("pushing", () -> {
            while (!stopped) {
                scene.pushing().push(pushes.next());
                pause();
            }
        });
        this.filing = Background.start("filing", () -> {
            while (!stopped) {
                scene.filing().file(files.next());
                pause();
            }
        });
    }

    static BackgroundLoad start(Scene scene, long seed) {
        return new BackgroundLoad(scene, new Generator("p", true, seed), new Generator("f", false, seed + 1));
    }

    /** The same with documents that are none of the first one's. */
    static BackgroundLoad startAnother(Scene scene, long seed) {
        return new BackgroundLoad(scene, new Generator("q", true, seed), new Generator("g", false, seed + 1));
    }

    /** Returns when the changes under way were accepted. */
    void stop() {
        stopped = true;
        pushing.join();
        filing.join();
    }

    private static void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(PACE.toMillis());
    }
}
