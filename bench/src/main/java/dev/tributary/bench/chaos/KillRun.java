package dev.tributary.bench.chaos;

import dev.tributary.bench.Console;
import dev.tributary.bench.chaos.Installation.IndexKind;
import dev.tributary.bench.chaos.Killer.Kill;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Kills processes at named points and at random while documents change, and compares after every few kills. */
final class KillRun {

    private static final Duration PACE = Duration.ofMillis(150);

    private final long kills;
    private final long minutes;
    private final long seed;
    private final IndexKind index;
    private final Path home;
    private final List<Recovery> recoveries = new ArrayList<>();

    /** How long a kill was felt: until the process worked again, and until nothing was left to do. */
    private record Recovery(Kill kill, Duration working, Duration idle) {}

    /** @param minutes after which no round begins any more */
    KillRun(Path home, long kills, long minutes, long seed, IndexKind index) {
        this.home = home;
        this.kills = kills;
        this.minutes = minutes;
        this.seed = seed;
        this.index = index;
    }

    /** @return what the index had wrong when it first had anything wrong, or in the end */
    Verdict run() throws IOException, InterruptedException {
        Console.say("%d kills, index %s, --seed %d", kills, index, seed);
        KillPlan plan = new KillPlan(seed, index);
        try (Scene scene = Scene.open(home, index, Set.of(Member.BROKER, Member.INGEST, Member.EMBED))) {
            Verdict verdict = new Verdict();
            Instant end = Instant.now().plus(Duration.ofMinutes(minutes));
            while (recoveries.size() < kills
                    && verdict.isClean()
                    && Instant.now().isBefore(end)) {
                verdict = round(scene, plan.next(kills - recoveries.size()));
            }
            summary(scene, verdict);
            return verdict;
        }
    }

    private Verdict round(Scene scene, KillPlan.Round round) throws IOException, InterruptedException {
        Background pushing = Background.start("pushing", () -> {
            for (Change change : round.pushes()) {
                scene.pushing().push(change);
            }
        });
        Background filing = Background.start("filing", () -> {
            for (Change change : round.files()) {
                scene.filing().file(change);
                TimeUnit.MILLISECONDS.sleep(PACE.toMillis());
            }
        });
        Killer killer = new Killer(scene);
        List<Kill> done = new ArrayList<>();
        for (Fault fault : round.faults()) {
            done.add(killer.kill(fault));
        }
        pushing.join();
        filing.join();
        done.forEach(kill -> kill.probed().join());
        Instant idle = scene.settle();
        for (Kill kill : done) {
            Recovery recovery = new Recovery(kill, working(scene, kill), Duration.between(kill.at(), idle));
            recoveries.add(recovery);
            Console.say(
                    "%4d  %-7s %-28s works again after %5.1f s, idle after %5.1f s",
                    recoveries.size(),
                    kill.fault().point().victim().label(),
                    kill.fault().label(),
                    Report.seconds(recovery.working()),
                    Report.seconds(recovery.idle()));
        }
        return scene.compare();
    }

    /** Ingest and broker work when a push is accepted, the index stage when it has indexed something. */
    private static Duration working(Scene scene, Kill kill) {
        Optional<Instant> first = kill.fault().point().victim() == Member.EMBED
                ? scene.log().firstIndexedAfter(kill.at())
                : scene.pushing().firstAcceptedAfter(kill.at());
        return Duration.between(kill.at(), first.orElseThrow());
    }

    private void summary(Scene scene, Verdict verdict) {
        Console.say("");
        Console.say("| killed | at | kills | works again, median | max | idle, median | max |");
        Console.say("| --- | --- | --- | --- | --- | --- | --- |");
        TreeMap<KillPoint, List<Recovery>> byPoint = new TreeMap<>();
        recoveries.forEach(
                recovery -> byPoint.computeIfAbsent(recovery.kill().fault().point(), unused -> new ArrayList<>())
                        .add(recovery));
        byPoint.forEach((point, some) -> row(point.victim().label(), point.label(), some));
        row("all", "", recoveries);
        Report.end(scene, verdict);
    }

    private static void row(String victim, String point, List<Recovery> some) {
        Console.say(
                "| %s | %s | %d | %s | %s |",
                victim, point, some.size(), times(some, Recovery::working), times(some, Recovery::idle));
    }

    private static String times(List<Recovery> some, Function<Recovery, Duration> which) {
        List<Duration> sorted = some.stream().map(which).sorted().toList();
        return "%.1f s | %.1f s"
                .formatted(Report.seconds(sorted.get(sorted.size() / 2)), Report.seconds(sorted.getLast()));
    }
}
