package dev.tributary.bench.chaos;

import dev.tributary.bench.Console;
import dev.tributary.bench.chaos.Installation.IndexKind;
import dev.tributary.bench.chaos.Verdict.Wrong;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The disk of the content store, and then the one of Kafka's log, fills up under load and gets room again. Each is a
 * file system in memory of its own, which this process must be allowed to mount.
 */
final class DiskFullRun {

    private static final int CONTENT_MEGABYTES = 24;
    private static final int KAFKA_MEGABYTES = 96;
    private static final Duration UNDER_LOAD = Duration.ofSeconds(4);
    private static final Duration FULL = Duration.ofSeconds(15);
    private static final Duration PACE = Duration.ofSeconds(1);
    private static final int BLOCK = 64 * 1024;

    private final Path home;
    private final long seed;
    private final Verdict verdict = new Verdict();

    DiskFullRun(Path home, long seed) {
        this.home = home;
        this.seed = seed;
    }

    Verdict run() throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("tributary-chaos");
        Path content = Files.createDirectories(scratch.resolve("content"));
        Path kafka = Files.createDirectories(scratch.resolve("kafka"));
        mount(content, CONTENT_MEGABYTES);
        mount(kafka, KAFKA_MEGABYTES);
        try {
            run(scratch, content, kafka);
        } finally {
            unmount(content);
            unmount(kafka);
            if (verdict.isClean()) {
                Console.delete(scratch);
            }
        }
        return verdict;
    }

    private void run(Path scratch, Path content, Path kafka) throws IOException, InterruptedException {
        Console.say("disks full for %d s each, --seed %d", FULL.toSeconds(), seed);
        Set<Member> members = Set.of(Member.BROKER, Member.INGEST, Member.EMBED);
        try (Scene scene = Scene.open(home, scratch, IndexKind.QDRANT, members, "tributary.ingest.push-timeout=2s")) {
            Generator during = new Generator("d", true, seed);
            BackgroundLoad load = BackgroundLoad.start(scene, seed);
            fill(scene, new Disk("content store", content, Member.INGEST), load, during.fresh());
            load = BackgroundLoad.startAnother(scene, seed);
            fill(scene, new Disk("Kafka's log", kafka, Member.BROKER), load, during.fresh());
            Report.end(scene, verdict);
        }
    }

    /** @param user whose log should say that it is full */
    private record Disk(String name, Path directory, Member user) {}

    private void fill(Scene scene, Disk disk, BackgroundLoad load, Change.Put put)
            throws IOException, InterruptedException {
        TimeUnit.MILLISECONDS.sleep(UNDER_LOAD.toMillis());
        int quiet = scene.installation().process(disk.user()).output().length();
        Path filler = disk.directory().resolve("filler");
        write(filler);
        Instant full = Instant.now();
        String refusal = "";
        while (Duration.between(full, Instant.now()).compareTo(FULL) < 0) {
            write(filler);
            refusal = String.valueOf(answer(scene, put));
            TimeUnit.MILLISECONDS.sleep(PACE.toMillis());
        }
        boolean said = scene.installation()
                .process(disk.user())
                .output()
                .substring(quiet)
                .contains("No space left on device");
        Files.delete(filler);
        Instant room = Instant.now();
        scene.pushing().push(put);
        Duration accepting = Duration.between(room, Instant.now());
        load.stop();
        Instant idle = scene.settle();
        Console.say(
                "%s full: pushes got %s; the log %s; with room again a push is accepted after %.1f s, idle after %.1f s",
                disk.name(),
                refusal,
                said ? "says that there is no space left" : "does not say why",
                Report.seconds(accepting),
                Report.seconds(Duration.between(room, idle)));
        judge(disk.name(), refusal, said);
        verdict.addAll(scene.compare());
    }

    private void judge(String what, String refusal, boolean said) {
        if (!refusal.equals("503 with Retry-After") && !refusal.equals("507")) {
            verdict.add(Wrong.UNEXPECTED, "With " + what + " full a push got " + refusal);
        }
        if (!said) {
            verdict.add(Wrong.UNEXPECTED, "With " + what + " full the log did not say so");
        }
    }

    private static String answer(Scene scene, Change.Put put) throws IOException, InterruptedException {
        Client.Answer answer = scene.client().put(put);
        return answer.status() + (answer.retryAfter().isPresent() ? " with Retry-After" : "");
    }

    /** As much as the disk takes. */
    private static void write(Path filler) throws IOException {
        try (OutputStream out = Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            byte[] block = new byte[BLOCK];
            FileStore disk = Files.getFileStore(filler);
            while (disk.getUsableSpace() > 0) {
                out.write(block, 0, (int) Math.min(BLOCK, disk.getUsableSpace()));
            }
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("No space left")) {
                throw full;
            }
        }
    }

    private static void mount(Path directory, int megabytes) throws IOException, InterruptedException {
        int status = run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", directory.toString());
        if (status != 0) {
            throw new IllegalStateException("This needs the right to mount a file system: run it as root, or as"
                    + " unshare --mount --map-root-user bench/run disk-full");
        }
    }

    private static void unmount(Path directory) throws IOException, InterruptedException {
        int status = run("umount", directory.toString());
        if (status != 0) {
            Console.say("%s could not be unmounted (status %d)", directory, status);
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
