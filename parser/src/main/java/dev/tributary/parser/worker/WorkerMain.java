package dev.tributary.parser.worker;

import dev.tributary.events.RejectionReason;
import dev.tributary.parser.ParseOutcome;
import dev.tributary.parser.TextLimits;
import dev.tributary.parser.text.DiskFullException;
import dev.tributary.parser.text.DocumentReader;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Reads one file after another, as its parent says, and ends with its parent.
 *
 * <p>The main thread does nothing but listen to the parent, so that the end of the parent ends this process also in the
 * middle of a file that never ends.
 */
public final class WorkerMain {

    /** The exit code of a worker that had no room for its temporary files. */
    public static final int DISK_FULL = 4;

    /** The exit code of a worker that did not begin with a file, as files before it had left too little memory. */
    public static final int WORN_OUT = 5;

    /** Of the heap. What is needed to read anything at all is less than 40 MB. */
    private static final double MOST_RETAINED = 1 / 3.0;

    private final DocumentReader documents;
    private final WorkerFiles files;
    private final OutputStream answers;
    private final BlockingQueue<Protocol.Job> jobs = new LinkedBlockingQueue<>();

    private WorkerMain(DocumentReader documents, WorkerFiles files, OutputStream answers) {
        this.documents = documents;
        this.files = files;
        this.answers = answers;
    }

    /** @param arguments the worker's directory, and the three limits of the text */
    public static void main(String[] arguments) throws IOException {
        OutputStream answers = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out));
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        InputStream parent = new FileInputStream(FileDescriptor.in);
        System.setIn(InputStream.nullInputStream());
        Confinement.enter();
        WorkerFiles files = new WorkerFiles(Path.of(arguments[0]));
        TextLimits limits = new TextLimits(
                Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        WorkerMain worker = new WorkerMain(new DocumentReader(limits), files, answers);
        Thread reading = new Thread(worker::run, "reading");
        reading.setDaemon(true);
        reading.start();
        Protocol.writeFrame(answers, new byte[0]);
        worker.listen(parent);
    }

    private void listen(InputStream parent) {
        try {
            for (Protocol.Job job = Protocol.readJob(parent); job != null; job = Protocol.readJob(parent)) {
                jobs.add(job);
            }
        } catch (IOException parentIsGone) {
            // the same as the end of its stream
        } finally {
            end(0);
        }
    }

    /** At once, whatever parsers and their threads are doing. */
    private void end(int exitCode) {
        try {
            files.delete();
        } finally {
            Runtime.getRuntime().halt(exitCode);
        }
    }

    private void run() {
        try {
            while (true) {
                Protocol.Job job = jobs.take();
                if (isWornOut()) {
                    end(WORN_OUT);
                }
                Protocol.writeAnswer(answers, answer(job));
            }
        } catch (DiskFullException full) {
            end(DISK_FULL);
        } catch (InterruptedException | IOException parentIsGone) {
            end(0);
        }
    }

    /** So that a file which fills the heap has most of it for itself, and is alone to blame. */
    private static boolean isWornOut() {
        if (mayRetainTooMuch()) {
            System.gc();
        }
        return mayRetainTooMuch();
    }

    private static boolean mayRetainTooMuch() {
        Runtime heap = Runtime.getRuntime();
        return heap.totalMemory() - heap.freeMemory() > MOST_RETAINED * heap.maxMemory();
    }

    private Protocol.Answer answer(Protocol.Job job) throws IOException {
        int before = threads();
        ParseOutcome outcome = documents.read(Path.of(job.file()), job.mediaType(), job.fileName());
        files.clear();
        return new Protocol.Answer(outcome, isFaulty(outcome) || threads() > before);
    }

    /** A class that failed to load once never will in this process. */
    private static boolean isFaulty(ParseOutcome outcome) {
        return outcome instanceof ParseOutcome.Rejected rejected && rejected.reason() == RejectionReason.INTERNAL;
    }

    /** Of parsers; those that the runtime keeps for itself are in another group. */
    private static int threads() {
        return Thread.currentThread().getThreadGroup().activeCount();
    }
}
