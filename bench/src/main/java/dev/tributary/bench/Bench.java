package dev.tributary.bench;

import dev.tributary.bench.chaos.Chaos;
import dev.tributary.bench.load.FairnessBench;
import dev.tributary.bench.load.SearchBench;
import dev.tributary.bench.load.StreamBench;
import dev.tributary.bench.quality.AnswerBench;
import dev.tributary.bench.quality.Half;
import dev.tributary.bench.simulation.SimulationCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** The benchmarks by name. */
public final class Bench {

    private static final String USAGE = """
            Usage: bench/run ingest FOLDER

              ingest    ingests a copy of FOLDER with a fresh local process, then edits some of its files:
                        throughput, time by stage, peak memory, the ratio to the bare embedding model, freshness
              search [CHUNKS]    searches over HTTP in an index of CHUNKS (100000) made-up chunks, next to the same
                        without a service, and on bare Lucene
              streams [COUNT]    COUNT (200) answers streamed at once by a slow model
              answers FOLDER [even|odd]    asks the questions of FOLDER/qa.jsonl on the passages of FOLDER/corpus.jsonl
                        without a chat model: right and wrong answers and abstentions; on half of the articles if asked
              fairness [COUNT]    single pushes and edits while COUNT (10000) documents of another tenant wait
            """ + SimulationCommand.USAGE + Chaos.USAGE;

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0 && arguments[0].equals(SimulationCommand.NAME)) {
            succeed(() -> SimulationCommand.run(List.of(arguments).subList(1, arguments.length), System.out));
            return;
        }
        if (arguments.length > 0 && Chaos.has(arguments[0])) {
            succeed(() -> Chaos.run(arguments[0], List.of(arguments).subList(1, arguments.length)));
            return;
        }
        if (arguments.length > 0 && arguments[0].equals("search")) {
            new SearchBench(IngestBench.JAR, count(arguments, 100_000)).run();
            return;
        }
        if (arguments.length > 0 && arguments[0].equals("streams")) {
            new StreamBench(IngestBench.JAR, Path.of("local/sample"), count(arguments, 200)).run();
            return;
        }
        if (arguments.length > 0 && arguments[0].equals("fairness")) {
            new FairnessBench(IngestBench.JAR, count(arguments, 10_000)).run();
            return;
        }
        if (arguments.length > 1 && arguments[0].equals("answers") && Files.isDirectory(Path.of(arguments[1]))) {
            succeed(() -> {
                new AnswerBench(IngestBench.JAR, Path.of(arguments[1]), half(arguments)).run();
                return true;
            });
            return;
        }
        if (arguments.length != 2 || !arguments[0].equals("ingest") || !Files.isDirectory(Path.of(arguments[1]))) {
            System.err.print(USAGE);
            System.exit(2);
        }
        new IngestBench(Path.of(arguments[1])).run();
    }

    private static int count(String[] arguments, int usual) {
        return arguments.length > 1 ? Integer.parseInt(arguments[1]) : usual;
    }

    private static Half half(String[] arguments) {
        return switch (arguments.length > 2 ? arguments[2] : "all") {
            case "all" -> Half.ALL;
            case "even" -> Half.EVEN;
            case "odd" -> Half.ODD;
            default -> throw new IllegalArgumentException(arguments[2] + " is neither even nor odd");
        };
    }

    private static void succeed(Callable<Boolean> run) throws Exception {
        try {
            if (!run.call()) {
                System.exit(1);
            }
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
        }
    }
}
