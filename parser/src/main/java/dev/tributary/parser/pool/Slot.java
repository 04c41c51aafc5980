package dev.tributary.parser.pool;

import dev.tributary.events.OutageException;
import dev.tributary.events.RejectionReason;
import dev.tributary.parser.ParseOutcome;
import dev.tributary.parser.ParseOutcome.Rejected;
import dev.tributary.parser.ParseRequest;
import dev.tributary.parser.ParserSettings;
import dev.tributary.parser.pool.ForkedParsers.TooLargeException;
import dev.tributary.parser.worker.WorkerFiles;
import dev.tributary.parser.worker.WorkerMain;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The place of one worker, and whoever works there at the moment. Used by one thread at a time. */
final class Slot {

    private static final Logger log = LoggerFactory.getLogger(Slot.class);
    private static final int MESSAGE_LENGTH = 500;

    private final WorkerCommand command;
    private final WorkerFiles files;
    private final ParserSettings settings;
    private @Nullable WorkerProcess worker;

    Slot(WorkerCommand command, WorkerFiles files, ParserSettings settings) {
        this.command = command;
        this.files = files;
        this.settings = settings;
    }

    ParseOutcome parse(ParseRequest request) throws InterruptedException, TooLargeException {
        try {
            WorkerProcess first = ready();
            WorkerProcess.Result result = read(first, request);
            if (result instanceof WorkerProcess.Result.Died died && mayBeToBlame(first, died)) {
                result = read(ready(), request);
            }
            return outcome(result);
        } catch (InterruptedException | RuntimeException failure) {
            close();
            throw failure;
        }
    }

    /** Whether files that the worker read before may have ended it: not by their memory, which it looks after itself. */
    private static boolean mayBeToBlame(WorkerProcess worker, WorkerProcess.Result.Died died) {
        return worker.isUsed() && died.exitCode() != WorkerProcess.OUT_OF_MEMORY;
    }

    private WorkerProcess ready() throws InterruptedException {
        WorkerProcess current = worker;
        if (current == null || current.isSpent()) {
            current = replace();
        }
        current.awaitReady();
        return current;
    }

    /** Starts a worker for the first file that will come, and does not wait for it. */
    void start() {
        replace();
    }

    private WorkerProcess replace() {
        close();
        WorkerProcess started = WorkerProcess.start(command, files, settings);
        worker = started;
        return started;
    }

    private WorkerProcess.Result read(WorkerProcess current, ParseRequest request)
            throws InterruptedException, TooLargeException {
        Path input = files.input();
        try {
            copy(request, input);
            WorkerProcess.Result result = current.read(shortened(request.mediaType()), shortened(request.fileName()));
            if (!(result instanceof WorkerProcess.Result.Answered)) {
                log.info("A worker ended and is replaced: {}", result);
                replace();
            }
            return result;
        } finally {
            deleteQuietly(input);
        }
    }

    /** Hints need no more, and a job's frame has a limit. */
    private static @Nullable String shortened(@Nullable String hint) {
        return hint == null || hint.length() <= MESSAGE_LENGTH ? hint : hint.substring(hint.length() - MESSAGE_LENGTH);
    }

    private void copy(ParseRequest request, Path input) throws TooLargeException {
        try (InputStream bytes = request.content().open();
                OutputStream copy = Files.newOutputStream(input)) {
            byte[] buffer = new byte[64 * 1024];
            long copied = 0;
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                copied += read;
                if (copied > settings.maxBytes()) {
                    throw new TooLargeException();
                }
                copy.write(buffer, 0, read);
            }
        } catch (IOException failure) {
            throw new OutageException("The file to parse could not be copied to " + input + ": " + failure, failure);
        }
    }

    private ParseOutcome outcome(WorkerProcess.Result result) {
        return switch (result) {
            case WorkerProcess.Result.Answered answered -> {
                if (answered.answer().worn()) {
                    replace();
                }
                yield answered.answer().outcome();
            }
            case WorkerProcess.Result.Died died -> died(died.exitCode());
            case WorkerProcess.Result.TimedOut timedOut ->
                new Rejected(
                        RejectionReason.TIMED_OUT,
                        "Reading the file took longer than " + ForkedParsers.seconds(settings.timeout())
                                + ", the limit. Split it into smaller files, or save it anew in its own program.",
                        null);
            case WorkerProcess.Result.OverDiskLimit overDiskLimit ->
                new Rejected(
                        RejectionReason.TOO_LARGE,
                        "Unpacked, the file takes more than " + settings.maxTemporaryBytes() / 1024 / 1024
                                + " MB, the limit. Put its parts into the source one by one.",
                        null);
        };
    }

    /** A worker is not believed that a disk is full which has room for all that a file may unpack: files could say so. */
    private Rejected died(int exitCode) {
        if (exitCode == WorkerMain.DISK_FULL && room() < settings.maxTemporaryBytes()) {
            throw new OutageException(
                    "The disk of " + settings.workDirectory() + " is full. Make room for the "
                            + settings.maxTemporaryBytes() / 1024 / 1024
                            + " MB that parsing a file may take, or set tributary.parse.work-directory to another disk",
                    null);
        }
        String cause = exitCode == WorkerProcess.OUT_OF_MEMORY
                ? "Reading the file takes more than " + settings.heapBytes() / 1024 / 1024 + " MB of memory"
                : "Reading the file ended the parser (exit code " + exitCode + ")";
        return new Rejected(
                RejectionReason.CRASHED,
                cause + ". Split it into smaller files, or save it anew in its own program, as it may be damaged.",
                null);
    }

    private long room() {
        try {
            return Files.getFileStore(settings.workDirectory()).getUsableSpace();
        } catch (IOException unknown) {
            return 0;
        }
    }

    void close() {
        WorkerProcess current = worker;
        worker = null;
        if (current != null) {
            current.close();
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            log.warn("{} could not be deleted: {}", file, failure.toString());
        }
    }
}
