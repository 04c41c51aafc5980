package dev.tributary.parser.pool;

import dev.tributary.events.OutageException;
import dev.tributary.parser.ParserSettings;
import dev.tributary.parser.worker.Protocol;
import dev.tributary.parser.worker.WorkerFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One worker: started, given one file at a time, watched, ended. Used by one thread at a time. */
final class WorkerProcess implements AutoCloseable {

    /** How a file ended. */
    sealed interface Result {
        record Answered(Protocol.Answer answer) implements Result {}

        /** @param exitCode of the process; what it wrote before is a note for whoever runs the service */
        record Died(int exitCode, String lastWords) implements Result {}

        record TimedOut() implements Result {}

        record OverDiskLimit() implements Result {}
    }

    /** The exit code of a JVM that was told to end when its heap is full. */
    static final int OUT_OF_MEMORY = 3;

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final long LOOK_AFTER_MILLIS = 100;
    private static final int LAST_WORDS = 2_000;

    private final Process process;
    private final WorkerFiles files;
    private final ParserSettings settings;
    private final BlockingQueue<Optional<byte[]>> frames = new LinkedBlockingQueue<>();
    private final AtomicReference<String> lastWords = new AtomicReference<>("");
    private boolean ready;
    private int documents;

    private WorkerProcess(Process process, WorkerFiles files, ParserSettings settings) {
        this.process = process;
        this.files = files;
        this.settings = settings;
    }

    /** Starts a process and does not wait for it. */
    static WorkerProcess start(WorkerCommand command, WorkerFiles files, ParserSettings settings) {
        try {
            files.create();
            ProcessBuilder builder = new ProcessBuilder(command.line(files))
                    .directory(files.temporary().toFile());
            @Nullable String path = builder.environment().get("PATH");
            builder.environment().clear();
            if (path != null) {
                builder.environment().put("PATH", path);
            }
            WorkerProcess worker = new WorkerProcess(builder.start(), files, settings);
            worker.listen("frames", () -> worker.readFrames());
            worker.listen("errors", () -> worker.readErrors());
            return worker;
        } catch (IOException failure) {
            throw new OutageException("A worker that parses documents could not be started: " + failure, failure);
        }
    }

    /** A virtual thread that reads a pipe keeps its carrier: on two cores one worker would halt all that run on carriers. */
    private void listen(String what, Runnable reading) {
        Thread.ofPlatform()
                .daemon()
                .name("parser-" + what + "-" + process.pid())
                .start(reading);
    }

    private void readFrames() {
        try (InputStream output = process.getInputStream()) {
            byte[] frame = Protocol.readFrame(output, Protocol.maxAnswer(settings.text()));
            while (frame != null) {
                frames.add(Optional.of(frame));
                frame = Protocol.readFrame(output, Protocol.maxAnswer(settings.text()));
            }
        } catch (IOException broken) {
            process.destroyForcibly();
        }
        frames.add(Optional.empty());
    }

    private void readErrors() {
        try (InputStream errors = process.getErrorStream()) {
            byte[] buffer = new byte[4096];
            for (int read = errors.read(buffer); read >= 0; read = errors.read(buffer)) {
                note(new String(buffer, 0, read, StandardCharsets.UTF_8));
            }
        } catch (IOException ended) {
            // what it said so far is kept
        }
    }

    private void note(String words) {
        lastWords.updateAndGet(before -> {
            String all = before + words;
            return all.substring(Math.max(0, all.length() - LAST_WORDS));
        });
    }

    WorkerFiles files() {
        return files;
    }

    /** Whether it has read files before, so that its end may be another file's fault. */
    boolean isUsed() {
        return documents > 0;
    }

    boolean isSpent() {
        return documents >= settings.documentsPerWorker() || !process.isAlive();
    }

    /** Waits until it listens. */
    void awaitReady() throws InterruptedException {
        if (ready) {
            return;
        }
        Optional<byte[]> greeting = frames.poll(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        if (greeting == null || greeting.isEmpty()) {
            close();
            throw new OutageException(
                    "A worker that parses documents did not start: "
                            + lastWords.get().strip(),
                    null);
        }
        ready = true;
    }

    /** Lets it read the file in its {@code input}; after any result but an answer it is dead. */
    Result read(@Nullable String mediaType, @Nullable String fileName) throws InterruptedException {
        try {
            Protocol.writeJob(
                    process.getOutputStream(), new Protocol.Job(files.input().toString(), mediaType, fileName));
        } catch (IOException gone) {
            return died();
        }
        long deadline = System.nanoTime() + settings.timeout().toNanos();
        while (System.nanoTime() < deadline) {
            Optional<byte[]> frame = frames.poll(LOOK_AFTER_MILLIS, TimeUnit.MILLISECONDS);
            if (frame != null) {
                return frame.isPresent() ? answered(frame.get()) : died();
            }
            if (files.temporaryBytes() > settings.maxTemporaryBytes()) {
                return ended(new Result.OverDiskLimit());
            }
        }
        return ended(new Result.TimedOut());
    }

    private Result answered(byte[] frame) throws InterruptedException {
        try {
            documents++;
            return new Result.Answered(Protocol.answer(frame));
        } catch (IOException nonsense) {
            note(String.valueOf(nonsense.getMessage()));
            return died();
        }
    }

    private Result died() throws InterruptedException {
        if (!process.waitFor(2, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return ended(new Result.Died(process.exitValue(), lastWords.get().strip()));
    }

    private Result ended(Result result) {
        close();
        return result;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        files.delete();
    }
}
