package dev.tributary.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import tools.jackson.databind.JsonNode;

/** Tells the person at the terminal how far the first pass has come, and what to do next. */
final class Progress {

    private static final Duration PACE = Duration.ofSeconds(1);

    private final RunningProcess process;
    private final PrintStream terminal;

    /** With the JDK's own console (the launcher chooses it) there is one only at a terminal. */
    @SuppressWarnings("SystemConsoleNull")
    private final boolean interactive = System.console() != null;

    Progress(RunningProcess process, PrintStream terminal) {
        this.process = process;
        this.terminal = terminal;
    }

    /** Returns when the context is closed. */
    void watch(int port, boolean sample, ConfigurableApplicationContext context) {
        CountDownLatch closed = new CountDownLatch(1);
        context.addApplicationListener((ApplicationListener<ContextClosedEvent>) event -> closed.countDown());
        terminal.println("Ask on http://127.0.0.1:" + port + " (already while it reads)");
        try {
            report(port, sample, closed);
            terminal.println("Changes in the folder are followed. Stop with Ctrl+C.");
            closed.await();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** What cannot be reported goes on all the same. */
    private void report(int port, boolean sample, CountDownLatch closed) throws InterruptedException {
        try {
            JsonNode status = process.status();
            String shown = "";
            while (!status.path("idle").asBoolean()) {
                shown = show(line(status), shown);
                if (closed.await(PACE.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                status = process.status();
            }
            show(line(status), shown);
            terminal.println();
            terminal.println("Everything is searchable. Try:");
            terminal.println(
                    "  ./tributary ask \"" + question(sample) + "\"" + (port == 8080 ? "" : " --port " + port));
        } catch (CommandFailure unknown) {
            terminal.println("How far it is cannot be shown: " + unknown.getMessage());
        }
    }

    private String show(String line, String shown) {
        if (interactive) {
            terminal.print("\r" + line + " ".repeat(Math.max(0, shown.length() - line.length())));
        } else if (!line.equals(shown)) {
            terminal.println(line);
        }
        return line;
    }

    private static String line(JsonNode status) {
        long seen = 0;
        long indexed = 0;
        long failed = 0;
        for (JsonNode source : status.path("sources")) {
            seen += source.path("seen").asLong();
            indexed += source.path("indexed").asLong();
            failed += source.path("failed").asLong();
        }
        return "  " + indexed + " of " + seen + " documents searchable"
                + (failed == 0 ? "" : ", " + failed + " cannot be read (./tributary status says where to see why)");
    }

    /** Something that the documents can be expected to answer. */
    private String question(boolean sample) {
        return sample
                ? "How much may a hotel night in Copenhagen cost?"
                : "What is said about " + process.anyTitle() + "?";
    }
}
