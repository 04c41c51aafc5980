package dev.tributary.bench;

import java.nio.file.Files;
import java.nio.file.Path;

/** The benchmarks by name. */
public final class Bench {

    private static final String USAGE = """
            Usage: bench/run ingest FOLDER

              ingest    ingests a copy of FOLDER with a fresh local process, then edits some of its files:
                        throughput, time by stage, peak memory, the ratio to the bare embedding model, freshness
            """;

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 2 || !arguments[0].equals("ingest") || !Files.isDirectory(Path.of(arguments[1]))) {
            System.err.print(USAGE);
            System.exit(2);
        }
        new IngestBench(Path.of(arguments[1])).run();
    }
}
