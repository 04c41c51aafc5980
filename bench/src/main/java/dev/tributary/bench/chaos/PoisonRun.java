package dev.tributary.bench.chaos;

import dev.tributary.bench.Console;
import dev.tributary.bench.chaos.Installation.IndexKind;
import dev.tributary.bench.chaos.Verdict.Wrong;
import dev.tributary.events.DocumentCaptured;
import dev.tributary.events.DocumentIndexed;
import dev.tributary.events.DocumentKey;
import dev.tributary.events.DocumentRejected;
import dev.tributary.events.Stage;
import dev.tributary.events.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.awaitility.Awaitility;

/**
 * Rounds of files of which one in a hundred is bad, each between two rounds of as many healthy ones without any, pages as
 * long as a handbook's: each bad one must be rejected once, and cost the healthy ones little. Single rounds differ by more
 * than that, so that the median of the rounds is judged.
 */
final class PoisonRun {

    private static final int POISON_AMONG = 100;
    private static final List<Poison> KINDS = List.of(Poison.values());
    private static final Duration REJECTING = Duration.ofMinutes(2);

    private static final double MOST_LOSS = 5;

    /** In a smaller round the start of a single worker is a large part of the time, and not each kind of poison is met. */
    private static final int JUDGED_FROM = 600;

    private final Path home;
    private final int documents;
    private final int rounds;
    private final long seed;
    private final IndexKind index;
    private final Random random;
    private final Verdict verdict = new Verdict();
    private final Map<UUID, Poison> poisons = new LinkedHashMap<>();
    private final List<Change.Put> healthy = new ArrayList<>();
    private int names;

    /**
     * @param documents healthy ones a round
     * @param rounds with bad ones among them
     */
    PoisonRun(Path home, long documents, long rounds, long seed, IndexKind index) {
        this.home = home;
        this.documents = Math.toIntExact(documents);
        this.rounds = Math.toIntExact(rounds);
        this.seed = seed;
        this.index = index;
        this.random = new Random(seed);
    }

    Verdict run() throws IOException, InterruptedException {
        int bad = Math.max(1, documents / POISON_AMONG);
        Console.say(
                "%d healthy documents a round, %d bad ones in %d of the rounds, --seed %d",
                documents, bad, rounds, seed);
        try (Scene scene = Scene.open(home, index, Set.of(Member.BROKER, Member.INGEST, Member.EMBED))) {
            round(scene, "warming up", documents / 4, 0);
            double before = round(scene, "healthy", documents, 0);
            double[] losses = new double[rounds];
            for (int i = 0; i < rounds; i++) {
                double mixed = round(scene, "with poison", documents, bad);
                double after = round(scene, "healthy", documents, 0);
                losses[i] = 100 * (1 - mixed / ((before + after) / 2));
                before = after;
            }
            Arrays.sort(losses);
            double loss = losses[rounds / 2];
            Console.say(
                    "%.1f %% fewer healthy documents per second (median; %.1f to %.1f); %d times a worker was ended by a"
                            + " document",
                    loss, losses[0], losses[rounds - 1], endedWorkers(scene));
            if (loss > MOST_LOSS && documents >= JUDGED_FROM) {
                verdict.add(Wrong.UNEXPECTED, "Poison cost the healthy documents %.1f %%".formatted(loss));
            }
            checkPoisons(scene);
            checkHealthy(scene);
            verdict.addAll(scene.compare());
            Report.end(scene, verdict);
            return verdict;
        }
    }

    /** @return healthy documents per second, from when the first was captured until the last was indexed */
    private double round(Scene scene, String how, int count, int bad) throws IOException {
        List<Change.Put> round = new ArrayList<>();
        Map<Integer, List<Bad>> places = places(count, bad);
        for (int i = 0; i < count; i++) {
            for (Bad file : places.getOrDefault(i, List.of())) {
                Files.write(scene.installation().folder().resolve(file.id()), file.bytes());
            }
            String name = "h" + ++names;
            Change.Put put =
                    new Change.Put("notes/" + name + ".md", Text.page(name, names, random), Set.of("everyone"));
            scene.filing().file(put);
            round.add(put);
        }
        healthy.addAll(round);
        scene.settle();
        Awaitility.await("rejections")
                .atMost(REJECTING)
                .until(() -> poisons.keySet().stream()
                        .noneMatch(id -> scene.log().rejections(id).isEmpty()));
        Duration took = took(scene, round);
        double rate = count / Report.seconds(took);
        Console.say("%-11s  %5d healthy documents in %.1f s: %.1f/s", how, count, Report.seconds(took), rate);
        return rate;
    }

    private record Bad(String id, byte[] bytes) {}

    /** Which bad ones come before which healthy ones, made before the clock runs. */
    private Map<Integer, List<Bad>> places(int count, int bad) throws IOException {
        Map<Integer, List<Bad>> places = new HashMap<>();
        for (int i = 0; i < bad; i++) {
            Poison poison = KINDS.get(poisons.size() % KINDS.size());
            String id = "notes/bad" + (poisons.size() + 1) + "." + poison.extension();
            poisons.put(Filing.key(id).documentId(), poison);
            places.computeIfAbsent(random.nextInt(1, count), unused -> new ArrayList<>())
                    .add(new Bad(id, poison.file(random)));
        }
        return places;
    }

    private static Duration took(Scene scene, List<Change.Put> round) {
        Instant first = Instant.MAX;
        Instant last = Instant.MIN;
        for (Change.Put put : round) {
            UUID id = Filing.key(put.id()).documentId();
            if (scene.log().newest(Topic.CAPTURED, id).orElseThrow() instanceof DocumentCaptured captured) {
                Instant at = captured.document().capturedAt();
                first = at.isBefore(first) ? at : first;
            }
            if (scene.log().newest(Topic.INDEXED, id).orElseThrow() instanceof DocumentIndexed indexed) {
                last = indexed.at().isAfter(last) ? indexed.at() : last;
            }
        }
        return Duration.between(first, last);
    }

    private void checkPoisons(Scene scene) {
        Map<String, Integer> reasons = new TreeMap<>();
        poisons.forEach((id, poison) -> {
            List<DocumentRejected> rejections = scene.log().rejections(id);
            rejections.forEach(rejection -> reasons.merge(rejection.reason().wireName(), 1, Integer::sum));
            if (rejections.size() != 1
                    || rejections.getFirst().reason() != poison.reason()
                    || rejections.getFirst().message().isBlank()) {
                verdict.add(Wrong.UNEXPECTED, poison + " was rejected as " + rejections);
            }
            // What is refused at capture never becomes an event that could be laid aside.
            boolean captured = rejections.getFirst().stage() != Stage.CAPTURE;
            if (scene.log().deadLetters(id) != (captured ? 1 : 0)) {
                verdict.add(
                        Wrong.UNEXPECTED,
                        poison + " was laid aside " + scene.log().deadLetters(id) + " times");
            }
        });
        Console.say("%d bad documents were rejected: %s", poisons.size(), reasons);
    }

    private void checkHealthy(Scene scene) {
        for (Change.Put put : healthy) {
            DocumentKey key = Filing.key(put.id());
            if (!scene.log().rejections(key.documentId()).isEmpty()
                    || scene.log().deadLetters(key.documentId()) > 0) {
                verdict.add(
                        Wrong.UNEXPECTED,
                        put.id() + " was rejected: " + scene.log().rejections(key.documentId()));
            }
        }
    }

    private static long endedWorkers(Scene scene) throws IOException {
        return scene.installation()
                .process(Member.INGEST)
                .output()
                .lines()
                .filter(line -> line.contains("A worker ended and is replaced"))
                .count();
    }
}
