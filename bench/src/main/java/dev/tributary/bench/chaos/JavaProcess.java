package dev.tributary.bench.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java process that can be killed and frozen. What it prints goes on in one file over all its lives. */
final class JavaProcess {

    private static final Duration GRACE = Duration.ofMinutes(1);
    private static final int TAIL_CHARACTERS = 6_000;

    private final Process process;
    private final Path output;

    private JavaProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static JavaProcess start(List<String> arguments, Path output) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
        return new JavaProcess(process, output);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Signal 9: no shutdown hook runs. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** The exit status, once it has ended by itself. */
    int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    /** Signal 15, and 9 if that does not help in time. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
            kill();
        }
    }

    /** The process stands still, its sockets stay open. */
    void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    /** Of memory, as the kernel counts what is there and not swapped. */
    int residentMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    /** What it has printed in all its lives. */
    String output() throws IOException {
        return Files.readString(output);
    }

    /** What it printed last. */
    String tail() throws IOException {
        String all = output();
        return all.substring(Math.max(0, all.length() - TAIL_CHARACTERS));
    }

    private void signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", name, Long.toString(process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("kill " + name + " ended with status " + status);
        }
    }
}
