package dev.tributary.bench.chaos;

import dev.tributary.bench.Console;
import dev.tributary.bench.chaos.Installation.IndexKind;
import dev.tributary.bench.chaos.Verdict.Wrong;
import dev.tributary.index.qdrant.FakeQdrant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The index is down, and then it takes calls and never answers, while documents change and searches come. */
final class IndexOutageRun {

    private static final Duration PACE = Duration.ofSeconds(1);
    private static final Duration BEFORE = Duration.ofSeconds(3);
    private static final Map<String, Object> SEARCH = Map.of("query", "river", "mode", "keyword");

    private final Path home;
    private final Duration outage;
    private final long seed;
    private final Verdict verdict = new Verdict();

    /** @param seconds of each of the two outages */
    IndexOutageRun(Path home, long seconds, long seed) {
        this.home = home;
        this.outage = Duration.ofSeconds(seconds);
        this.seed = seed;
    }

    Verdict run() throws IOException, InterruptedException {
        Console.say("index down for %d s, then frozen for as long, --seed %d", outage.toSeconds(), seed);
        try (Scene scene = Scene.open(home, IndexKind.QDRANT, Set.of(Member.values()))) {
            FakeQdrant qdrant = scene.installation().qdrant();
            BackgroundLoad load = BackgroundLoad.start(scene, seed);
            hurt(scene, "down", load, qdrant::stop, qdrant::restart);
            load = BackgroundLoad.startAnother(scene, seed);
            hurt(scene, "frozen", load, () -> qdrant.faultAfter(0, FakeQdrant.Fault.SILENCE), qdrant::heal);
            if (scene.log().deadLetters() > 0) {
                verdict.add(Wrong.UNEXPECTED, scene.log().deadLetters() + " healthy documents were laid aside");
            }
            Report.end(scene, verdict);
            return verdict;
        }
    }

    private void hurt(Scene scene, String how, BackgroundLoad load, Runnable fault, Runnable cure)
            throws IOException, InterruptedException {
        TimeUnit.MILLISECONDS.sleep(BEFORE.toMillis());
        Client query = new Client(scene.installation().port(Member.QUERY));
        fault.run();
        Instant start = Instant.now();
        Map<String, Integer> answers = new TreeMap<>();
        boolean paused = false;
        Duration slowest = Duration.ZERO;
        while (Duration.between(start, Instant.now()).compareTo(outage) < 0) {
            Instant asked = Instant.now();
            answers.merge(search(query), 1, Integer::sum);
            Duration took = Duration.between(asked, Instant.now());
            slowest = took.compareTo(slowest) > 0 ? took : slowest;
            paused |= scene.indexStageIsPaused();
            TimeUnit.MILLISECONDS.sleep(PACE.toMillis());
        }
        load.stop();
        Instant cured = Instant.now();
        cure.run();
        Duration searchable = awaitSearch(query, cured);
        Instant idle = scene.settle();
        Console.say(
                "%-6s  searches got %s, the slowest after %.1f s; index stage paused: %s; afterwards searches work"
                        + " again after %.1f s, idle after %.1f s",
                how,
                answers,
                Report.seconds(slowest),
                paused ? "yes" : "no",
                Report.seconds(searchable),
                Report.seconds(Duration.between(cured, idle)));
        if (!paused) {
            verdict.add(Wrong.UNEXPECTED, "The index stage did not say that it waits");
        }
        if (!answers.keySet().equals(Set.of("503 with Retry-After"))) {
            verdict.add(Wrong.UNEXPECTED, "Searches got " + answers);
        }
        verdict.addAll(scene.compare());
    }

    private static String search(Client query) throws IOException, InterruptedException {
        Client.Answer answer = query.post("/v1/search", SEARCH);
        return answer.status() + (answer.retryAfter().isPresent() ? " with Retry-After" : "");
    }

    private static Duration awaitSearch(Client query, Instant since) throws IOException, InterruptedException {
        while (!search(query).equals("200")) {
            TimeUnit.MILLISECONDS.sleep(PACE.toMillis() / 10);
        }
        return Duration.between(since, Instant.now());
    }
}
