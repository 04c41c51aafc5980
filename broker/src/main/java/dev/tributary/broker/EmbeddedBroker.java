package dev.tributary.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A single-node Kafka broker (KRaft, broker and controller in one) on a loopback port and a directory that outlives it.
 * Topics are never made by themselves. Where Kafka would end its process, for instance because the disk is full, the
 * broker is started again until it runs.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final int NODE = 1;
    private static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Path logs;
    private final int port;
    private final int taken;
    private final Semaphore failures = new Semaphore(0);
    private final Thread keeper = Thread.ofPlatform().name("broker-keeper").unstarted(this::keep);
    private volatile KafkaRaftServer server;

    private EmbeddedBroker(Path logs, int port, int taken) {
        this.logs = logs;
        this.port = port;
        this.taken = taken;
        Exit.setHaltProcedure((status, message) -> fatal("halt", status, message));
        Exit.setExitProcedure((status, message) -> fatal("exit", status, message));
        this.server = startServer();
        keeper.start();
    }

    /** Starts on free ports. See {@link #start(Path, int)}. */
    public static EmbeddedBroker start(Path directory) {
        return start(directory, freePort());
    }

    /** Starts on free ports other than one where something else is going to listen. See {@link #start(Path, int)}. */
    public static EmbeddedBroker startBeside(int taken, Path directory) {
        return start(directory, freePort(taken), taken);
    }

    /**
     * Starts, and returns once clients can connect.
     *
     * @param directory is made if missing, and gone on with if a broker used it before
     * @throws IllegalStateException if a newer Kafka wrote the directory, or the broker does not start
     */
    public static EmbeddedBroker start(Path directory, int port) {
        return start(directory, port, port);
    }

    private static EmbeddedBroker start(Path directory, int port, int taken) {
        Path logs = directory.toAbsolutePath();
        try {
            Files.createDirectories(logs);
            stampVersion(logs);
            if (Files.notExists(logs.resolve("meta.properties"))) {
                format(logs);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("The broker cannot use " + logs + ": " + failure.getMessage(), failure);
        }
        return new EmbeddedBroker(logs, port, taken);
    }

    /** What clients connect to. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        keeper.interrupt();
        try {
            keeper.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        stopServer();
    }

    private KafkaRaftServer startServer() {
        KafkaRaftServer starting =
                new KafkaRaftServer(new KafkaConfig(settings(logs, port, freePort(port, taken)), false), Time.SYSTEM);
        starting.startup();
        return starting;
    }

    private void stopServer() {
        server.shutdown();
        server.awaitShutdown();
    }

    private void keep() {
        try {
            while (true) {
                failures.acquire();
                LOG.error(
                        "The broker cannot go on; its disk may be full or broken ({}, {} MB free). It is started again"
                                + " until it runs; nothing that it acknowledged is lost.",
                        logs,
                        logs.toFile().getUsableSpace() / 1_000_000);
                stopBrokenServer();
                restart();
                LOG.info("The broker runs again");
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** It would wait minutes for its controller, which is as broken as it is. */
    private void stopBrokenServer() throws InterruptedException {
        Thread stopping = Thread.ofPlatform().daemon().name("broker-stop").start(this::stopServer);
        while (!stopping.join(PATIENCE)) {
            stopping.interrupt();
        }
    }

    private void restart() throws InterruptedException {
        while (true) {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            failures.drainPermits();
            try {
                server = startServer();
                return;
            } catch (RuntimeException failure) {
                LOG.error("The broker does not start yet: {}", failure.toString());
            }
        }
    }

    /** Runs in the broker's threads, which must not go on. */
    private void fatal(String how, int status, @Nullable String message) {
        LOG.error("The broker asked to {} the process with status {}: {}", how, status, message);
        failures.release();
        throw new IllegalStateException("The broker failed: " + message);
    }

    private static void stampVersion(Path logs) throws IOException {
        String version = AppInfoParser.getVersion();
        Path stamp = logs.resolve("kafka.version");
        if (Files.exists(stamp)) {
            String written = Files.readString(stamp).strip();
            if (Version.parse(written).compareTo(Version.parse(version)) > 0) {
                throw new IllegalStateException("The data in " + logs + " was written by Kafka " + written
                        + ", but this is Kafka " + version + ": start the newer version, or use another directory");
            }
        }
        Files.writeString(stamp, version + "\n");
    }

    private static void format(Path logs) throws IOException {
        Formatter formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(NODE)
                .setDirectories(List.of(logs.toString()))
                .setMetadataLogDirectory(logs.toString())
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setControllerListenerName(CONTROLLER_LISTENER)
                .setIgnoreFormatted(true);
        try {
            formatter.run();
        } catch (IOException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IOException(failure);
        }
    }

    private static Map<String, String> settings(Path logs, int port, int controllerPort) {
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE));
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("controller.listener.names", CONTROLLER_LISTENER);
        settings.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
        settings.put("log.dirs", logs.toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("num.partitions", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // A restart after a crash waits for the old session to end: 4 s with these, 13 s with the defaults.
        settings.put("broker.session.timeout.ms", "1500");
        settings.put("broker.heartbeat.interval.ms", "300");
        // Two records a second, each synced to the disk, that show who falls behind; with one node nobody can.
        settings.put("metadata.max.idle.interval.ms", "0");
        // The default takes 128 MB of heap.
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        settings.put("log.cleaner.threads", "1");
        settings.put("num.network.threads", "1");
        settings.put("num.io.threads", "2");
        settings.put("background.threads", "2");
        return settings;
    }

    /** The system forgets at once which ports it has named. */
    private static int freePort(int... others) {
        while (true) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                int port = socket.getLocalPort();
                if (IntStream.of(others).noneMatch(other -> other == port)) {
                    return port;
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
