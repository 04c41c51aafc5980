package dev.tributary.bench.chaos;

import dev.tributary.events.Topic;
import dev.tributary.index.qdrant.HeldCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Brings a document to a point on its way, kills the process that has it there, and starts that process again. */
final class Killer {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration CLOSE_LOOK = Duration.ofMillis(1);

    private final Scene scene;
    private final Installation installation;

    Killer(Scene scene) {
        this.scene = scene;
        this.installation = scene.installation();
    }

    /**
     * A kill that has happened.
     *
     * @param probed ends when the documents were accepted after all
     */
    record Kill(Fault fault, Instant at, CompletableFuture<Void> probed) {}

    Kill kill(Fault fault) throws IOException, InterruptedException {
        Kill kill = killAtPoint(fault);
        return new Kill(fault, kill.at(), CompletableFuture.allOf(kill.probed(), push(fault.probe())));
    }

    private Kill killAtPoint(Fault fault) throws IOException, InterruptedException {
        return switch (fault.point()) {
            case AFTER_BLOB -> afterBlob(fault);
            case AFTER_PUBLISH -> afterEvent(fault, Topic.CAPTURED);
            case AFTER_PARSE -> afterEvent(fault, Topic.PARSED);
            case MID_UPSERT -> atCall(fault, HeldCall.Kind.CHUNKS);
            case BEFORE_COMMIT -> atCall(fault, HeldCall.Kind.COMMITS);
            case BEFORE_SWEEP -> atCall(fault, HeldCall.Kind.SWEEP);
            case RANDOM_INGEST, RANDOM_EMBED, RANDOM_BROKER -> atRandom(fault);
        };
    }

    private Kill afterBlob(Fault fault) throws IOException, InterruptedException {
        scene.pushing().untilOneIsAccepted();
        JavaProcess broker = installation.process(Member.BROKER);
        String hash = fault.trigger().text().sha256();
        Path blob = installation
                .content()
                .resolve(Installation.TENANT + "/blobs")
                .resolve(hash.substring(0, 2))
                .resolve(hash);
        broker.freeze();
        try {
            CompletableFuture<Void> triggered = push(fault.trigger());
            await("the bytes in the content store", () -> Files.exists(blob));
            return new Kill(fault, kill(Member.INGEST), triggered);
        } finally {
            broker.thaw();
            installation.start(Member.INGEST);
        }
    }

    private Kill afterEvent(Fault fault, Topic topic) throws IOException, InterruptedException {
        UUID document = Pushing.key(fault.trigger().id()).documentId();
        CompletableFuture<Void> triggered = push(fault.trigger());
        await("an event in " + topic, () -> scene.log().newest(topic, document).isPresent());
        Kill kill = new Kill(fault, kill(Member.INGEST), triggered);
        installation.start(Member.INGEST);
        return kill;
    }

    private Kill atCall(Fault fault, HeldCall.Kind kind) throws IOException, InterruptedException {
        HeldCall call = installation.qdrant().hold(kind);
        CompletableFuture<Void> triggered = push(fault.trigger());
        if (!call.awaitArrival(PATIENCE)) {
            throw new IllegalStateException("The index was sent no " + kind + " within " + PATIENCE);
        }
        Kill kill = new Kill(fault, kill(Member.EMBED), triggered);
        if (fault.late()) {
            installation.start(Member.EMBED);
            installation.awaitReady(Member.EMBED);
            call.release(fault.carriedOut());
        } else {
            call.release(fault.carriedOut());
            installation.start(Member.EMBED);
        }
        return kill;
    }

    private Kill atRandom(Fault fault) throws IOException, InterruptedException {
        TimeUnit.MILLISECONDS.sleep(fault.delayMillis());
        Member victim = fault.point().victim();
        Instant at = kill(victim);
        installation.start(victim);
        return new Kill(fault, at, push(fault.trigger()));
    }

    private Instant kill(Member victim) throws InterruptedException {
        installation.process(victim).kill();
        return Instant.now();
    }

    private CompletableFuture<Void> push(Change.Put put) {
        return CompletableFuture.runAsync(() -> {
            try {
                scene.pushing().push(put);
            } catch (InterruptedException interrupted) {
                throw new CompletionException(interrupted);
            }
        });
    }

    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(CLOSE_LOOK)
                .until(condition);
    }
}
