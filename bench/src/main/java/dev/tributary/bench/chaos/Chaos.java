package dev.tributary.bench.chaos;

import dev.tributary.bench.chaos.Installation.IndexKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** The commands of this package. */
public final class Chaos {

    public static final String USAGE = """
              kill [--kills 200] [--minutes 60] [--seed N] [--index qdrant]
                        kill -9 of broker, ingest-service and embed-service at named points and at random
              broker-kill [--times 5] [--seed N]
                        the broker stopped and killed under load
              index-outage [--seconds 120] [--seed N]
                        the index down, then frozen, each for so long
              rebalance-storm [--seconds 120] [--seed N]
                        consumers join and leave the stages' groups
              disk-full [--seed N]
                        the disks of the content store and of Kafka's log full for a while
              slow-embedder [--seconds 30] [--seed N]
                        the embedding server answers passages after so long, then with 429, and searches go on
              mixed-versions [--searches 10000] [--seed N]
                        searches while the same documents change again and again
              poison [--documents 600] [--rounds 3] [--seed N] [--index qdrant]
                        rounds of documents of which one in a hundred is bad, between rounds without bad ones
            """;

    private static final Path HOME = Path.of("").toAbsolutePath();
    private static final int SEEDS = 1_000_000;

    private Chaos() {}

    public static boolean has(String command) {
        return List.of(
                        "broker",
                        "kill",
                        "broker-kill",
                        "index-outage",
                        "rebalance-storm",
                        "disk-full",
                        "slow-embedder",
                        "mixed-versions",
                        "poison")
                .contains(command);
    }

    /** @return whether everything held */
    public static boolean run(String command, List<String> arguments) throws Exception {
        return switch (command) {
            case "broker" -> {
                BrokerProcess.run(arguments);
                yield true;
            }
            case "kill" -> {
                Options options = Options.parse(arguments, List.of("kills", "minutes", "seed", "index"));
                yield new KillRun(
                                HOME,
                                options.count("kills", 200),
                                options.count("minutes", 60),
                                seed(options),
                                index(options))
                        .run()
                        .isClean();
            }
            case "broker-kill" -> {
                Options options = Options.parse(arguments, List.of("times", "seed"));
                yield new BrokerKillRun(HOME, options.number("times", 5), seed(options))
                        .run()
                        .isClean();
            }
            case "index-outage" -> {
                Options options = Options.parse(arguments, List.of("seconds", "seed"));
                yield new IndexOutageRun(HOME, options.number("seconds", 120), seed(options))
                        .run()
                        .isClean();
            }
            case "rebalance-storm" -> {
                Options options = Options.parse(arguments, List.of("seconds", "seed"));
                yield new RebalanceStormRun(HOME, options.number("seconds", 120), seed(options))
                        .run()
                        .isClean();
            }
            case "disk-full" ->
                new DiskFullRun(HOME, seed(Options.parse(arguments, List.of("seed"))))
                        .run()
                        .isClean();
            case "slow-embedder" -> {
                Options options = Options.parse(arguments, List.of("seconds", "seed"));
                yield new SlowEmbedderRun(HOME, options.number("seconds", 30), seed(options))
                        .run()
                        .isClean();
            }
            case "mixed-versions" -> {
                Options options = Options.parse(arguments, List.of("searches", "seed"));
                yield new MixedVersionsRun(HOME, options.number("searches", 10_000), seed(options))
                        .run()
                        .isClean();
            }
            case "poison" -> {
                Options options = Options.parse(arguments, List.of("documents", "rounds", "seed", "index"));
                yield new PoisonRun(
                                HOME,
                                options.count("documents", 600),
                                options.count("rounds", 3),
                                seed(options),
                                index(options))
                        .run()
                        .isClean();
            }
            default -> throw new IllegalArgumentException(command);
        };
    }

    private static IndexKind index(Options options) {
        return IndexKind.valueOf(options.text("index", "qdrant").toUpperCase(Locale.ROOT));
    }

    private static long seed(Options options) {
        return options.number("seed", ThreadLocalRandom.current().nextInt(SEEDS));
    }
}
