package dev.tributary.bench.simulation;

import dev.tributary.bench.simulation.Simulation.Outcome;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Runs many seeds, or one again. */
public final class SimulationCommand {

    public static final String NAME = "simulate";

    public static final String USAGE = """
              simulate [--seeds N] [--seed S] [--steps K] [--index memory|lucene|qdrant] [--without GUARD]
                        runs the pipeline's code in simulated worlds full of faults: those of the seeds 1 to N (1000), or
                        of seed S alone, each K steps long (100); with a guard taken away, to see it noticed
            """;

    private static final int MOST_SHOWN = 5;

    private final PrintStream out;
    private long from = 1;
    private long seeds = 1000;
    private int steps = Simulation.STEPS;
    private Indexes index = Indexes.MEMORY;
    private Optional<Guard> without = Optional.empty();

    private SimulationCommand(PrintStream out) {
        this.out = out;
    }

    /**
     * @return whether nothing was found
     * @throws IllegalArgumentException if an option is not one of {@link #USAGE}
     */
    public static boolean run(List<String> options, PrintStream out) {
        SimulationCommand command = new SimulationCommand(out);
        if (options.size() % 2 != 0) {
            throw new IllegalArgumentException("Options come in pairs:\n" + USAGE);
        }
        for (int i = 0; i < options.size(); i += 2) {
            command.option(options.get(i), options.get(i + 1));
        }
        return command.run();
    }

    private void option(String name, String value) {
        switch (name) {
            case "--seeds" -> seeds = Long.parseLong(value);
            case "--seed" -> {
                from = Long.parseLong(value);
                seeds = 1;
            }
            case "--steps" -> steps = Integer.parseInt(value);
            case "--index" ->
                index = Arrays.stream(Indexes.values())
                        .filter(each -> each.option().equals(value))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("No such index: " + value));
            case "--without" -> {
                without = Guard.of(value);
                if (without.isEmpty()) {
                    throw new IllegalArgumentException("No such guard: " + value + "; there are "
                            + Arrays.stream(Guard.values()).map(Guard::option).toList());
                }
            }
            default -> throw new IllegalArgumentException("Unknown option " + name + "\n" + USAGE);
        }
    }

    private boolean run() {
        long start = System.nanoTime();
        Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
        Map<Finding.Kind, Integer> found = new EnumMap<>(Finding.Kind.class);
        long walked = 0;
        int failing = 0;
        for (long seed = from; seed < from + seeds; seed++) {
            Outcome outcome = Simulation.run(seed, steps, index, without);
            walked += outcome.steps();
            outcome.faults().forEach((fault, count) -> faults.merge(fault, count, Integer::sum));
            outcome.findings().forEach(finding -> found.merge(finding.kind(), 1, Integer::sum));
            if (!outcome.findings().isEmpty() && failing++ < MOST_SHOWN) {
                out.println("seed " + seed);
                outcome.findings().stream().limit(MOST_SHOWN).forEach(finding -> out.println("  " + finding));
            }
        }
        double seconds =
                (System.nanoTime() - start) / (double) Duration.ofSeconds(1).toNanos();
        out.printf(
                Locale.ROOT,
                "%d seeds, %d steps, %.1f s, %.0f steps/s; seeds with findings: %d%n",
                seeds,
                walked,
                seconds,
                walked / seconds,
                failing);
        for (Finding.Kind kind : Finding.Kind.values()) {
            out.printf(Locale.ROOT, "%-32s %8d%n", kind.wireName(), found.getOrDefault(kind, 0));
        }
        faults.forEach((fault, count) -> out.printf(Locale.ROOT, "fault: %-25s %8d%n", fault.wireName(), count));
        return failing == 0;
    }
}
