package dev.tributary.bench.chaos;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Work in a thread of its own, whose failure is not lost. */
final class Background {

    private final CompletableFuture<Void> done = new CompletableFuture<>();

    private Background() {}

    /** What may fail. */
    interface Work {
        void run() throws Exception;
    }

    static Background start(String name, Work work) {
        Background background = new Background();
        Thread.ofPlatform().daemon().name(name).start(() -> {
            try {
                work.run();
                background.done.complete(null);
            } catch (Exception failure) {
                background.done.completeExceptionally(failure);
            }
        });
        return background;
    }

    /** @throws CompletionException if the work failed */
    void join() {
        done.join();
    }
}
