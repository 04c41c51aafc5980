package dev.tributary.parser.pool;

import static dev.tributary.parser.pool.Pools.parsed;
import static dev.tributary.parser.pool.Pools.trap;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many workers read what comes at once. */
final class StartingWorkersTest {

    private static final int FILES = 12;
    private static final int THREADS = 6;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path work;

    @Test
    void othersStartWhereFilesWaitAndProcessorsDoNot() {
        assertThat(workers(() -> false)).hasSizeBetween(2, 3);
    }

    @Test
    void oneIsEnoughWhereProcessorsAreBusyAnyway() {
        assertThat(workers(() -> true)).hasSize(1);
    }

    /** Those that read files of which each takes a quarter of a second. */
    private Set<String> workers(BooleanSupplier processorsAreBusy) {
        var settings = Pools.settings(work, 3, Duration.ofSeconds(30), 32 << 20, null);
        try (ForkedParsers parsers = new ForkedParsers(settings, processorsAreBusy);
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            parsers.parse(trap("identity"));
            List<CompletableFuture<String>> reading = IntStream.range(0, FILES)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> read(parsers), threads))
                    .toList();
            return reading.stream().map(CompletableFuture::join).collect(Collectors.toSet());
        }
    }

    private static String read(ForkedParsers parsers) {
        return parsed(parsers.parse(trap("slow"))).markdown();
    }
}
