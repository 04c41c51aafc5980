package dev.tributary.local;

import dev.tributary.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Starts everything, follows a folder, and stays until it is told to stop. */
final class UpCommand {

    private static final Logger LOG = LoggerFactory.getLogger(UpCommand.class);

    /** The id of the one source that follows the folder. */
    static final String SOURCE = "folder";

    /** What the page offers to try on the sample. */
    private static final List<String> SAMPLE_QUESTIONS = List.of(
            "--tributary.page.examples[0]=How much may a hotel night in Copenhagen cost?",
            "--tributary.page.examples[1]=Who do I call about a lost laptop?",
            "--tributary.page.examples[2]=How long is the guarantee on a grinder?");

    private static final String LOG_FILE = "tributary.log";

    private final PrintStream terminal;

    UpCommand(PrintStream terminal) {
        this.terminal = terminal;
    }

    void run(CommandLine line) {
        boolean sample = line.words().isEmpty();
        Path folder = sample ? sampleFolder() : folder(line.onlyWord("one folder"));
        Path root = line.data().orElseGet(() -> DataDirectory.defaultFor(folder));
        checkApart(folder, root);
        checkPortIsFree(line.port());
        DataDirectory data = DataDirectory.open(root);
        terminal.println("Tributary follows " + folder + (sample ? " (the sample)" : ""));
        terminal.println("Data and log are in " + data.root());
        ConfigurableApplicationContext context = start(line, folder, data, sample);
        new Progress(new RunningProcess(line.port()), terminal).watch(line.port(), sample, context);
    }

    /** Broker first and services on top of it; on the way down the other way round. */
    private static ConfigurableApplicationContext start(
            CommandLine line, Path folder, DataDirectory data, boolean sample) {
        BrokerStart broker = new BrokerStart(line.port(), data.resolve("kafka"));
        SpringApplication application = new SpringApplicationBuilder(LocalConfiguration.class)
                .initializers(broker)
                .application();
        application.setRegisterShutdownHook(false);
        List<String> settings = new ArrayList<>(settings(line.port(), folder, data));
        settings.addAll(sample ? SAMPLE_QUESTIONS : List.of());
        settings.addAll(line.settings());
        ConfigurableApplicationContext context;
        try {
            context = application.run(settings.toArray(String[]::new));
        } catch (RuntimeException failure) {
            throw new CommandFailure("did not start ("
                    + NestedExceptionUtils.getMostSpecificCause(failure).getMessage() + "); the log is "
                    + data.resolve(LOG_FILE));
        }
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                    context.close();
                    broker.stop();
                }));
        return context;
    }

    private static List<String> settings(int port, Path folder, DataDirectory data) {
        return List.of(
                "--server.port=" + port,
                "--logging.threshold.console=off",
                "--logging.file.name=" + data.resolve(LOG_FILE),
                "--tributary.content.directory=" + data.resolve("content"),
                "--tributary.index.lucene.directory=" + data.resolve("index"),
                "--tributary.ingest.directory=" + data.resolve("ingest"),
                "--tributary.parse.work-directory=" + data.resolve("parse"),
                "--tributary.sources." + SOURCE + ".connector=folder",
                "--tributary.sources." + SOURCE + ".path=" + folder);
    }

    private static Path sampleFolder() {
        String home = System.getenv("TRIBUTARY_HOME");
        Path sample = Path.of(home == null ? "." : home, "local", "sample")
                .toAbsolutePath()
                .normalize();
        if (!Files.isDirectory(sample)) {
            throw new CommandFailure(
                    "the sample documents are not in " + sample + "; name a folder: tributary up FOLDER");
        }
        return sample;
    }

    private static Path folder(String name) {
        Path folder = Path.of(name).toAbsolutePath().normalize();
        if (!Files.exists(folder)) {
            throw new CommandFailure("there is no folder " + folder);
        }
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure(folder + " is a file; name the folder that it is in");
        }
        if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
            throw new CommandFailure("no permission to read " + folder);
        }
        return folder;
    }

    /** Tributary's own files must not become documents. */
    private static void checkApart(Path folder, Path data) {
        Path absolute = data.toAbsolutePath().normalize();
        if (absolute.startsWith(folder) && !hidden(folder.relativize(absolute))) {
            throw new CommandFailure("the data directory " + absolute + " lies in the folder " + folder
                    + " that is followed; choose another one with --data DIR");
        }
    }

    private static boolean hidden(Path relative) {
        return relative.toString().startsWith(".");
    }

    private static void checkPortIsFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException taken) {
            throw new CommandFailure(
                    "port " + port + " is in use by another process; choose another one with --port N");
        }
    }

    /** Starts the broker once logging is up and before anything connects to it. */
    private static final class BrokerStart implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        private final int servicesPort;
        private final Path directory;
        private volatile @Nullable EmbeddedBroker broker;

        BrokerStart(int servicesPort, Path directory) {
            this.servicesPort = servicesPort;
            this.directory = directory;
        }

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            EmbeddedBroker started = EmbeddedBroker.startBeside(servicesPort, directory);
            broker = started;
            LOG.info("The broker listens on {}", started.bootstrapServers());
            ConfigurableEnvironment environment = context.getEnvironment();
            environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "embeddedBroker", Map.of("tributary.kafka.bootstrap-servers", started.bootstrapServers())));
        }

        void stop() {
            EmbeddedBroker running = broker;
            if (running != null) {
                running.close();
            }
        }
    }
}
