package dev.tributary.bench.chaos;

import dev.tributary.bench.Console;
import dev.tributary.bench.chaos.Installation.IndexKind;
import dev.tributary.bench.chaos.Verdict.Wrong;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Stops and kills the broker in turn while documents are pushed, and pushes while it is down. */
final class BrokerKillRun {

    private static final Duration UNDER_LOAD = Duration.ofSeconds(4);
    private static final Duration DOWN = Duration.ofSeconds(6);

    private final Path home;
    private final long times;
    private final long seed;
    private final Verdict verdict = new Verdict();

    BrokerKillRun(Path home, long times, long seed) {
        this.home = home;
        this.times = times;
        this.seed = seed;
    }

    Verdict run() throws IOException, InterruptedException {
        Console.say("broker down %d times, --seed %d", times, seed);
        Set<Member> members = Set.of(Member.BROKER, Member.INGEST, Member.EMBED);
        try (Scene scene = Scene.open(home, IndexKind.QDRANT, members, "tributary.ingest.push-timeout=2s")) {
            BackgroundLoad load = BackgroundLoad.start(scene, seed);
            Generator during = new Generator("d", true, seed + 2);
            for (int i = 0; i < times; i++) {
                TimeUnit.MILLISECONDS.sleep(UNDER_LOAD.toMillis());
                takeDown(scene, i, during.fresh());
            }
            load.stop();
            Instant loadEnd = Instant.now();
            Console.say("idle %.1f s after the last push", Report.seconds(Duration.between(loadEnd, scene.settle())));
            verdict.addAll(scene.compare());
            checkRefusals(scene);
            Report.end(scene, verdict);
            return verdict;
        }
    }

    private void takeDown(Scene scene, int number, Change.Put put) throws IOException, InterruptedException {
        boolean kill = number % 2 == 0;
        JavaProcess broker = scene.installation().process(Member.BROKER);
        if (kill) {
            broker.kill();
        } else {
            broker.stop();
        }
        Instant down = Instant.now();
        Client.Answer answer = scene.client().put(put);
        Duration took = Duration.between(down, Instant.now());
        if (answer.status() != 503 || answer.retryAfter().isEmpty()) {
            verdict.add(Wrong.UNEXPECTED, "While the broker was down a push got " + answer);
        }
        TimeUnit.MILLISECONDS.sleep(Math.max(0, DOWN.minus(took).toMillis()));
        Instant up = Instant.now();
        scene.installation().start(Member.BROKER);
        scene.pushing().push(put);
        Console.say(
                "%s  down %.1f s: push answered %d, Retry-After %d s, after %.1f s; accepted %.1f s after the start",
                kill ? "kill -9" : "stop   ",
                Report.seconds(Duration.between(down, up)),
                answer.status(),
                answer.retryAfter().orElse(0),
                Report.seconds(took),
                Report.seconds(Duration.between(up, Instant.now())));
    }

    private void checkRefusals(Scene scene) {
        scene.pushing().refusals().forEach((how, often) -> {
            if (!how.equals("503 with Retry-After")) {
                verdict.add(Wrong.UNEXPECTED, often + " pushes got " + how);
            }
        });
    }
}
