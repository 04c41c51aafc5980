package dev.tributary.parser.pool;

import dev.tributary.events.OutageException;
import dev.tributary.events.RejectionReason;
import dev.tributary.parser.DocumentParser;
import dev.tributary.parser.ParseOutcome;
import dev.tributary.parser.ParseOutcome.Parsed;
import dev.tributary.parser.ParseOutcome.Rejected;
import dev.tributary.parser.ParseRequest;
import dev.tributary.parser.ParserSettings;
import dev.tributary.parser.worker.WorkerFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Parses in worker processes that are kept warm: each with a heap cap, a wall-clock limit, a directory of its own and no
 * network. Whatever a file does to its worker costs that file alone.
 *
 * <p>A worker's start costs seconds of processor time. One starts at once; another when files have waited for long while
 * processors had nothing to do, or when one file has waited for very long, since it stands behind one that takes long.
 */
public final class ForkedParsers implements DocumentParser {

    /** Of all files together since it was last asked whether another worker would help. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Of one file, however busy the processors are. */
    private static final Duration PATIENCE_OF_ONE = Duration.ofSeconds(5);

    private final ParserSettings settings;
    private final WorkerCommand command;
    private final BooleanSupplier processorsAreBusy;
    private final Languages languages = new Languages();
    private final BlockingDeque<Slot> free = new LinkedBlockingDeque<>();
    private final Queue<Slot> notStarted = new ConcurrentLinkedQueue<>();
    private final AtomicLong waitedNanos = new AtomicLong();
    private volatile boolean closed;

    /** @throws OutageException if the work directory cannot be used */
    public ForkedParsers(ParserSettings settings) {
        this(settings, new ProcessorLoad()::isHigh);
    }

    ForkedParsers(ParserSettings settings, BooleanSupplier processorsAreBusy) {
        this.settings = settings;
        this.processorsAreBusy = processorsAreBusy;
        Path root = settings.workDirectory();
        wipe(root);
        this.command = new WorkerCommand(settings);
        for (int i = 1; i <= settings.workers(); i++) {
            notStarted.add(new Slot(command, new WorkerFiles(root.resolve("worker-" + i)), settings));
        }
        Slot first = notStarted.remove();
        first.start();
        free.add(first);
        languages.load();
    }

    @Override
    public ParseOutcome parse(ParseRequest request) {
        if (request.size() > settings.maxBytes()) {
            return tooLarge();
        }
        try {
            return inItsLanguage(parseInWorker(request));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new OutageException("Parsing was interrupted", interrupted);
        } catch (TooLargeException tooLarge) {
            return tooLarge();
        }
    }

    private ParseOutcome parseInWorker(ParseRequest request) throws InterruptedException, TooLargeException {
        Slot slot = take();
        try {
            return slot.parse(request);
        } finally {
            free.addFirst(slot);
            endIfClosed();
        }
    }

    private ParseOutcome inItsLanguage(ParseOutcome outcome) {
        return outcome instanceof Parsed parsed ? new Parsed(languages.tell(parsed.text())) : outcome;
    }

    private Slot take() throws InterruptedException {
        Slot slot = free.poll();
        if (slot == null && waitedNanos.get() > PATIENCE.toNanos()) {
            waitedNanos.set(0);
            slot = processorsAreBusy.getAsBoolean() ? null : notStarted.poll();
        }
        return slot == null ? await() : slot;
    }

    private Slot await() throws InterruptedException {
        long start = System.nanoTime();
        while (!closed) {
            Slot slot = free.poll(PATIENCE_OF_ONE.toMillis(), TimeUnit.MILLISECONDS);
            slot = slot == null ? notStarted.poll() : slot;
            if (slot != null) {
                waitedNanos.addAndGet(System.nanoTime() - start);
                return slot;
            }
        }
        throw new OutageException("The parser is closed", null);
    }

    private Rejected tooLarge() {
        return new Rejected(
                RejectionReason.TOO_LARGE,
                "The file has more than " + settings.maxBytes() / 1024 / 1024
                        + " MB, the limit for one file. Split it, or raise the limit.",
                null);
    }

    /** Of workers that are reading: they end with their file, or after the time limit at the latest. */
    @Override
    public void close() {
        closed = true;
        endIfClosed();
    }

    private void endIfClosed() {
        while (closed) {
            Slot slot = free.poll();
            if (slot == null) {
                return;
            }
            slot.close();
        }
    }

    private static void wipe(Path root) {
        try {
            Files.createDirectories(root);
            try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(root, "worker-*")) {
                leftovers.forEach(leftover -> new WorkerFiles(leftover).delete());
            }
        } catch (IOException failure) {
            throw new OutageException("The parsers' work directory " + root + " cannot be used: " + failure, failure);
        }
    }

    /** More bytes came than a file may have. */
    static final class TooLargeException extends Exception {}

    static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
