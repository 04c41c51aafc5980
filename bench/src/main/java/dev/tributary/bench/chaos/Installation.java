package dev.tributary.bench.chaos;

import dev.tributary.index.qdrant.FakeQdrant;
import dev.tributary.local.TributaryProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Broker and services as processes on one machine, which can be hurt one by one. */
final class Installation implements AutoCloseable {

    static final String TENANT = "default";
    static final String FOLDER_SOURCE = "docs";
    static final String PUSH_SOURCE = "pushed";
    private static final Duration START = Duration.ofMinutes(2);

    /** Where chunks are. */
    enum IndexKind {
        QDRANT,
        LUCENE
    }

    private final Path scratch;
    private final Jars jars;
    private final IndexKind index;
    private final FakeQdrant qdrant = new FakeQdrant();
    private volatile boolean closed;
    private final Map<Member, List<String>> settings = new EnumMap<>(Member.class);
    private final Map<Member, Integer> ports = new EnumMap<>(Member.class);
    private final Map<Member, JavaProcess> processes = new ConcurrentHashMap<>();

    /** @param home the checkout with the built modules */
    Installation(Path home, Path scratch, IndexKind index) throws IOException {
        this.scratch = scratch;
        this.index = index;
        this.jars = new Jars(home, Files.createDirectories(scratch.resolve("jars")));
        Files.createDirectories(folder());
        // Whoever stops this program stops them too.
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        for (Member member : Member.values()) {
            ports.put(member, TributaryProcess.freePort());
        }
    }

    /** Further settings of a service, {@code name=value}. */
    void set(Member member, List<String> more) {
        settings.put(member, more.stream().map(setting -> "--" + setting).toList());
    }

    Path folder() {
        return scratch.resolve("folder");
    }

    Path content() {
        return scratch.resolve("content");
    }

    Path kafka() {
        return scratch.resolve("kafka");
    }

    Path lucene() {
        return scratch.resolve("index");
    }

    FakeQdrant qdrant() {
        return qdrant;
    }

    IndexKind index() {
        return index;
    }

    int port(Member member) {
        return ports.getOrDefault(member, 0);
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port(Member.BROKER);
    }

    JavaProcess process(Member member) {
        JavaProcess process = processes.get(member);
        if (process == null) {
            throw new IllegalStateException(member + " was never started");
        }
        return process;
    }

    /**
     * Starts them once and stops them, so that later starts are quick, and starts them again. Returns when all of them
     * work.
     */
    void start(Set<Member> members) throws IOException, InterruptedException {
        for (Member member : members) {
            jars.unpack(member);
        }
        startAndWait(members);
        for (Member member : List.of(Member.QUERY, Member.EMBED, Member.INGEST, Member.BROKER)) {
            if (members.contains(member)) {
                process(member).stop();
            }
        }
        startAndWait(members);
    }

    private void startAndWait(Set<Member> members) throws IOException {
        for (Member member : members) {
            start(member);
            if (member == Member.BROKER) {
                awaitReady(member);
            }
        }
        members.forEach(this::awaitReady);
    }

    /** Returns at once. */
    void start(Member member) throws IOException {
        if (closed) {
            throw new IllegalStateException("The end has come");
        }
        Path output = Files.createDirectories(scratch.resolve("logs")).resolve(member.label() + ".log");
        List<String> command = new ArrayList<>(jars.command(member, member == Member.BROKER ? "400m" : "300m"));
        command.addAll(arguments(member));
        processes.put(member, JavaProcess.start(command, output));
    }

    /** Until it answers; fails with what it printed if it ends or takes too long. */
    void awaitReady(Member member) {
        Awaitility.await(member.label())
                .atMost(START)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> isReady(member));
    }

    private boolean isReady(Member member) throws IOException, InterruptedException {
        if (!process(member).isAlive()) {
            throw new IllegalStateException(
                    member + " ended:\n" + process(member).tail());
        }
        return Probe.isReady(member, port(member));
    }

    private List<String> arguments(Member member) {
        if (member == Member.BROKER) {
            return List.of(kafka().toString(), Integer.toString(port(member)));
        }
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=" + port(member),
                "--tributary.kafka.bootstrap-servers=" + bootstrapServers(),
                "--tributary.kafka.partitions=" + LogReader.PARTITIONS,
                "--tributary.content.directory=" + content()));
        if (member == Member.INGEST) {
            arguments.addAll(List.of(
                    "--tributary.sources." + FOLDER_SOURCE + ".connector=folder",
                    "--tributary.sources." + FOLDER_SOURCE + ".path=" + folder(),
                    "--tributary.ingest.directory=" + scratch.resolve("ingest"),
                    "--tributary.parse.work-directory=" + scratch.resolve("parse"),
                    "--tributary.parse.workers=1",
                    "--tributary.parse.heap=192MB"));
        } else {
            arguments.add("--tributary.chunking.max-tokens=" + Oracle.CHUNK_TOKENS);
            arguments.addAll(
                    switch (index) {
                        case QDRANT ->
                            List.of(
                                    "--tributary.index.type=qdrant",
                                    "--tributary.index.qdrant.port=" + qdrant.port(),
                                    "--tributary.index.qdrant.timeout=5s");
                        case LUCENE ->
                            List.of("--tributary.index.type=lucene", "--tributary.index.lucene.directory=" + lucene());
                    });
        }
        arguments.addAll(settings.getOrDefault(member, List.of()));
        return arguments;
    }

    /** Ends all processes and leaves their files. */
    @Override
    public void close() {
        closed = true;
        for (Member member : List.of(Member.QUERY, Member.EMBED, Member.INGEST, Member.BROKER)) {
            @Nullable JavaProcess process = processes.get(member);
            try {
                if (process != null) {
                    process.kill();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        qdrant.close();
    }
}
