package dev.tributary.bench.chaos;

import dev.tributary.bench.Console;
import dev.tributary.bench.chaos.Installation.IndexKind;
import dev.tributary.bench.chaos.Verdict.Wrong;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * A few documents change again and again, each time to a wholly new text, while readers search for all of them. Each
 * document in an answer must be one whole version, and not an earlier one than that reader has seen.
 */
final class MixedVersionsRun {

    private static final int DOCUMENTS = 20;
    private static final int READERS = 4;

    /** As many as the documents can have in all. */
    private static final int HITS = 100;

    private final Path home;
    private final long searches;
    private final long seed;
    private final Verdict verdict = new Verdict();
    private final Map<Integer, Set<String>> marks = new ConcurrentHashMap<>();
    private final AtomicLong left;
    private final Tally tally = new Tally();
    private int edits;

    MixedVersionsRun(Path home, long searches, long seed) {
        this.home = home;
        this.searches = searches;
        this.seed = seed;
        this.left = new AtomicLong(searches);
    }

    /** What the readers met. */
    private static final class Tally {
        private final AtomicLong compared = new AtomicLong();
        private final AtomicLong newer = new AtomicLong();
        private final AtomicLong mixed = new AtomicLong();
        private final AtomicLong backward = new AtomicLong();
        private final AtomicLong incomplete = new AtomicLong();
        private final AtomicLong absent = new AtomicLong();
    }

    Verdict run() throws IOException, InterruptedException {
        Console.say(
                "%d searches by %d readers while %d documents change, --seed %d", searches, READERS, DOCUMENTS, seed);
        try (Scene scene = Scene.open(home, IndexKind.QDRANT, Set.of(Member.values()))) {
            Random random = new Random(seed);
            for (int i = 1; i <= DOCUMENTS; i++) {
                push(scene, i, random);
            }
            scene.settle();
            long indexedBefore = scene.log().indexedVersions();
            Instant start = Instant.now();
            Background pushing = Background.start("pushing", () -> {
                while (left.get() > 0) {
                    push(scene, random.nextInt(1, DOCUMENTS + 1), random);
                }
            });
            List<Background> readers = IntStream.range(0, READERS)
                    .mapToObj(i -> Background.start("reader " + i, () -> read(scene)))
                    .toList();
            readers.forEach(Background::join);
            Duration took = Duration.between(start, Instant.now());
            long indexed = scene.log().indexedVersions() - indexedBefore;
            pushing.join();
            scene.settle();
            report(took, indexed);
            verdict.addAll(scene.compare());
            Report.end(scene, verdict);
            return verdict;
        }
    }

    private void push(Scene scene, int number, Random random) throws InterruptedException {
        String name = "m" + number;
        Text text = Text.random(name, ++edits, random);
        marks.put(edits, Set.copyOf(text.marks()));
        scene.pushing().push(new Change.Put("notes/" + name + ".md", text, Set.of("everyone")));
    }

    private void read(Scene scene) throws IOException, InterruptedException {
        Client query = new Client(scene.installation().port(Member.QUERY));
        Map<String, Integer> seen = new HashMap<>();
        for (long number = left.getAndDecrement(); number > 0; number = left.getAndDecrement()) {
            String mode = number % 2 == 0 ? "keyword" : "hybrid";
            Client.Answer answer =
                    query.post("/v1/search", Map.of("query", Text.everyWord(), "mode", mode, "limit", HITS));
            if (answer.status() != 200) {
                throw new IllegalStateException("A search got " + answer);
            }
            compare(answer.body(), mode, seen);
        }
    }

    private void compare(JsonNode answer, String mode, Map<String, Integer> seen) {
        Map<String, List<String>> documents = new TreeMap<>();
        for (JsonNode hit : answer.path("hits")) {
            documents
                    .computeIfAbsent(hit.path("nativeId").asString(), unused -> new ArrayList<>())
                    .addAll(Text.marks(hit.path("text").asString()));
        }
        boolean whole = answer.path("nextCursor").isMissingNode();
        documents.forEach((document, found) -> {
            Set<Integer> versions = found.stream().map(Text::edit).collect(Collectors.toSet());
            tally.compared.incrementAndGet();
            if (versions.size() > 1) {
                wrong(tally.mixed, document + " is of several versions (" + mode + "): " + found);
                return;
            }
            int version = versions.iterator().next();
            int known = seen.getOrDefault(document, 0);
            if (version < known) {
                wrong(tally.backward, document + " was edit " + known + " before (" + mode + "): " + found);
            } else if (whole && !Set.copyOf(found).equals(marks.get(version))) {
                wrong(tally.incomplete, document + " lacks some of " + marks.get(version) + ": " + found);
            }
            if (version > known && known > 0) {
                tally.newer.incrementAndGet();
            }
            seen.put(document, Math.max(version, known));
        });
        if (whole && documents.size() < DOCUMENTS) {
            wrong(tally.absent, "Only " + documents.keySet() + " were found (" + mode + ")");
        }
    }

    private void wrong(AtomicLong count, String what) {
        count.incrementAndGet();
        synchronized (verdict) {
            verdict.add(Wrong.STALE, what);
        }
    }

    private void report(Duration took, long indexed) {
        Console.say(
                "%d searches in %.1f s, keyword and hybrid in turns; %d versions indexed meanwhile; %d times a reader met"
                        + " a newer one",
                searches, Report.seconds(took), indexed, tally.newer.get());
        Console.say(
                "%d documents compared: mixed %d  backward %d  incomplete %d  absent %d",
                tally.compared.get(),
                tally.mixed.get(),
                tally.backward.get(),
                tally.incomplete.get(),
                tally.absent.get());
        if (tally.newer.get() == 0) {
            verdict.add(Wrong.UNEXPECTED, "No reader met a change");
        }
    }
}
