package dev.tributary.bench.chaos;

import dev.tributary.bench.Console;
import dev.tributary.bench.chaos.Installation.IndexKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.TopicPartition;

/**
 * Beside the real processes, consumers of this process join every group of the stages and leave it again. They take
 * partitions and records with them, do nothing, and commit nothing, like a process that ends before it has done anything.
 */
final class RebalanceStormRun {

    /** In each group somebody joins or leaves so often. */
    private static final Duration PACE = Duration.ofSeconds(2);

    /** As many as there are joins and leaves while one of them stays, so that one of these comes at every pace. */
    private static final int JOINING = 3;

    private final Path home;
    private final Duration storm;
    private final long seed;

    RebalanceStormRun(Path home, long seconds, long seed) {
        this.home = home;
        this.storm = Duration.ofSeconds(seconds);
        this.seed = seed;
    }

    Verdict run() throws IOException, InterruptedException, ExecutionException {
        Console.say(
                "in each group a member joins or leaves every %d s for %d s, --seed %d",
                PACE.toSeconds(), storm.toSeconds(), seed);
        Set<Member> members = Set.of(Member.BROKER, Member.INGEST, Member.EMBED);
        try (Scene scene = Scene.open(home, IndexKind.QDRANT, members)) {
            List<Visitor> visitors = visitors(scene.installation().bootstrapServers());
            BackgroundLoad load = BackgroundLoad.start(scene, seed);
            Instant start = Instant.now();
            List<Background> visits = visitors.stream()
                    .map(visitor -> Background.start(visitor.group(), () -> visitor.visit(start, storm)))
                    .toList();
            visits.forEach(Background::join);
            load.stop();
            Instant calm = Instant.now();
            Console.say("idle %.1f s after the storm", Report.seconds(Duration.between(calm, scene.settle())));
            visitors.stream()
                    .collect(Collectors.groupingBy(Visitor::group, TreeMap::new, Collectors.toList()))
                    .forEach((group, some) -> Console.say(
                            "%-36s %d joins, %d times partitions were assigned to those who joined",
                            group,
                            some.stream().mapToInt(Visitor::joins).sum(),
                            some.stream().mapToInt(Visitor::assignments).sum()));
            Verdict verdict = scene.compare();
            Report.end(scene, verdict);
            return verdict;
        }
    }

    private static List<Visitor> visitors(String bootstrapServers) throws ExecutionException, InterruptedException {
        List<Visitor> visitors = new ArrayList<>();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            List<String> names = admin.listGroups().all().get().stream()
                    .map(GroupListing::groupId)
                    .filter(name -> name.startsWith("tributary-parse") || name.startsWith("tributary-index"))
                    .toList();
            for (ConsumerGroupDescription group :
                    admin.describeConsumerGroups(names).all().get().values()) {
                for (int i = 0; i < JOINING; i++) {
                    visitors.add(new Visitor(bootstrapServers, group.groupId(), topics(group), PACE, i, JOINING));
                }
            }
        }
        return visitors;
    }

    private static List<String> topics(ConsumerGroupDescription group) {
        return group.members().stream()
                .flatMap(member -> member.assignment().topicPartitions().stream())
                .map(TopicPartition::topic)
                .distinct()
                .toList();
    }
}
