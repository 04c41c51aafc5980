package dev.tributary.bench.chaos;

import dev.tributary.bench.Console;
import dev.tributary.bench.chaos.EmbeddingServer.Mood;
import dev.tributary.bench.chaos.Installation.IndexKind;
import dev.tributary.bench.chaos.Verdict.Wrong;
import dev.tributary.bench.load.Latencies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;

/** The embedding server is slow with passages, and then refuses them, while documents change and searches come. */
final class SlowEmbedderRun {

    private static final Duration PACE = Duration.ofMillis(20);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration BEFORE = Duration.ofSeconds(20);

    /** The services wait longer than the server is slow: what is tried is a late answer, not one that never comes. */
    private static final Duration BEYOND = Duration.ofSeconds(30);

    private static final Map<String, Object> SEARCH = Map.of("query", "river harbour", "mode", "hybrid");
    private static final int TIMES = 3;
    private static final double MORE_MILLIS = 50;

    /** The heap has 300; what waits is in the log, and memory must not grow with it. */
    private static final int MOST_MEGABYTES = 600;

    private final Path home;
    private final Duration delay;
    private final long seed;
    private final Verdict verdict = new Verdict();

    /** @param seconds that an answer takes, and then that a refusal asks to wait; each is tried for twice as long */
    SlowEmbedderRun(Path home, long seconds, long seed) {
        this.home = home;
        this.delay = Duration.ofSeconds(seconds);
        this.seed = seed;
    }

    /**
     * @param pushes accepted meanwhile
     * @param megabytes that embed-service had at most
     */
    private record Phase(Latencies searches, int pushes, int megabytes, boolean paused) {}

    Verdict run() throws IOException, InterruptedException, ExecutionException {
        Duration timeout = delay.plus(BEYOND);
        Console.say(
                "embedding server answers passages after %d s (the services wait for %d s), then with 429 and"
                        + " Retry-After: %d, --seed %d",
                delay.toSeconds(), timeout.toSeconds(), delay.toSeconds(), seed);
        try (EmbeddingServer server = new EmbeddingServer(delay)) {
            List<String> settings = server.settings(timeout);
            Path scratch = Files.createTempDirectory("tributary-chaos");
            try (Scene scene = Scene.open(
                    home,
                    scratch,
                    IndexKind.QDRANT,
                    Set.of(Member.values()),
                    Map.of(Member.EMBED, settings, Member.QUERY, settings))) {
                run(scene, server);
                return verdict;
            }
        }
    }

    private void run(Scene scene, EmbeddingServer server) throws IOException, InterruptedException, ExecutionException {
        BackgroundLoad load = BackgroundLoad.start(scene, seed);
        watch(scene, WARM_UP);
        Map<String, Map<String, Set<TopicPartition>>> members = members(scene);
        Phase before = watch(scene, BEFORE);
        say("well", before);
        server.become(Mood.SLOW);
        Phase slow = watch(scene, delay.multipliedBy(2));
        say("slow", slow);
        server.become(Mood.REFUSING);
        Phase refusing = watch(scene, delay.multipliedBy(2));
        say("refusing", refusing);
        server.become(Mood.WELL);
        Instant well = Instant.now();
        load.stop();
        Instant idle = scene.settle();
        Console.say(
                "%d late answers, %d refusals; idle %.1f s after the server was well again",
                server.slowAnswers(), server.refusals(), Report.seconds(Duration.between(well, idle)));
        judge(before, slow);
        judge(before, refusing);
        if (server.slowAnswers() == 0 || server.refusals() == 0 || !refusing.paused()) {
            verdict.add(Wrong.UNEXPECTED, "The server was not slow, did not refuse, or the stage did not say so");
        }
        if (!members.equals(members(scene))) {
            verdict.add(Wrong.UNEXPECTED, "There was a rebalance: " + members + ", then " + members(scene));
        }
        if (scene.log().deadLetters() > 0) {
            verdict.add(Wrong.UNEXPECTED, scene.log().deadLetters() + " healthy documents were laid aside");
        }
        verdict.addAll(scene.compare());
        Report.end(scene, verdict);
    }

    private Phase watch(Scene scene, Duration time) throws IOException, InterruptedException {
        Client query = new Client(scene.installation().port(Member.QUERY));
        Latencies searches = new Latencies();
        int pushedBefore = scene.pushing().acceptedPushes();
        int megabytes = 0;
        boolean paused = false;
        Instant end = Instant.now().plus(time);
        Instant look = Instant.now();
        while (Instant.now().isBefore(end)) {
            long start = System.nanoTime();
            int status = query.post("/v1/search", SEARCH).status();
            searches.add(start);
            if (status != 200) {
                verdict.add(Wrong.UNEXPECTED, "A search got " + status);
            }
            if (Instant.now().isAfter(look)) {
                megabytes = Math.max(
                        megabytes, scene.installation().process(Member.EMBED).residentMegabytes());
                paused |= scene.indexStageIsPaused();
                look = Instant.now().plus(LOOK);
            }
            TimeUnit.MILLISECONDS.sleep(PACE.toMillis());
        }
        return new Phase(searches, scene.pushing().acceptedPushes() - pushedBefore, megabytes, paused);
    }

    private static void say(String how, Phase phase) {
        Console.say(
                "%-8s  %5d searches: p50 %.1f ms, p95 %.1f ms; %d pushes accepted; embed-service has at most"
                        + " %d MB; index stage paused: %s",
                how,
                phase.searches().count(),
                phase.searches().percentile(0.5),
                phase.searches().percentile(0.95),
                phase.pushes(),
                phase.megabytes(),
                phase.paused() ? "yes" : "no");
    }

    private void judge(Phase before, Phase during) {
        double usual = before.searches().percentile(0.95);
        double now = during.searches().percentile(0.95);
        if (now > TIMES * usual + MORE_MILLIS) {
            verdict.add(Wrong.UNEXPECTED, "Searches took %.1f ms (p95), %.1f before".formatted(now, usual));
        }
        if (during.megabytes() > MOST_MEGABYTES) {
            verdict.add(Wrong.UNEXPECTED, "embed-service had " + during.megabytes() + " MB");
        }
    }

    /** Who is in the groups of the index stage, and has which partitions. */
    private static Map<String, Map<String, Set<TopicPartition>>> members(Scene scene)
            throws ExecutionException, InterruptedException {
        String servers = scene.installation().bootstrapServers();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            List<String> names = admin.listGroups().all().get().stream()
                    .map(GroupListing::groupId)
                    .filter(name -> name.startsWith("tributary-index"))
                    .toList();
            Map<String, Map<String, Set<TopicPartition>>> groups = new TreeMap<>();
            for (ConsumerGroupDescription group :
                    admin.describeConsumerGroups(names).all().get().values()) {
                groups.put(
                        group.groupId(),
                        group.members().stream()
                                .collect(Collectors.toMap(
                                        MemberDescription::consumerId,
                                        member -> member.assignment().topicPartitions())));
            }
            return groups;
        }
    }
}
