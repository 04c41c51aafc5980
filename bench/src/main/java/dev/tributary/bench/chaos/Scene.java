package dev.tributary.bench.chaos;

import dev.tributary.bench.Console;
import dev.tributary.bench.chaos.Installation.IndexKind;
import dev.tributary.events.DocumentCaptured;
import dev.tributary.events.DocumentEvent;
import dev.tributary.events.DocumentRemoved;
import dev.tributary.events.Topic;
import dev.tributary.index.ChunkIndex;
import dev.tributary.index.lucene.LuceneChunkIndex;
import dev.tributary.index.qdrant.QdrantChunkIndex;
import dev.tributary.index.qdrant.QdrantSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** An installation, those who change its documents, and those who watch it. */
final class Scene implements AutoCloseable {

    static final int DIMENSIONS = 384;

    private static final Duration NOTICE = Duration.ofSeconds(90);
    private static final Duration DRAIN = Duration.ofMinutes(4);
    private static final Duration INDEX_TIMEOUT = Duration.ofSeconds(10);

    private final Path scratch;
    private final Installation installation;
    private final Ledger ledger = new Ledger();
    private final LogReader log;
    private final Client client;
    private final Pushing pushing;
    private final Filing filing;
    private boolean ended;

    private Scene(Path scratch, Installation installation) {
        this.scratch = scratch;
        this.installation = installation;
        this.log = new LogReader(installation.bootstrapServers());
        this.client = new Client(installation.port(Member.INGEST));
        this.pushing = new Pushing(client, ledger);
        this.filing = new Filing(installation.folder(), ledger);
    }

    /**
     * Starts an installation on a new directory, which is deleted in the end.
     *
     * @param home the checkout with the built modules
     * @param settings of ingest-service, {@code name=value}
     */
    static Scene open(Path home, IndexKind index, Set<Member> members, String... settings)
            throws IOException, InterruptedException {
        return open(home, Files.createTempDirectory("tributary-chaos"), index, members, settings);
    }

    static Scene open(Path home, Path scratch, IndexKind index, Set<Member> members, String... settings)
            throws IOException, InterruptedException {
        return open(home, scratch, index, members, Map.of(Member.INGEST, List.of(settings)));
    }

    /** @param settings of each service that has any, {@code name=value} */
    static Scene open(Path home, Path scratch, IndexKind index, Set<Member> members, Map<Member, List<String>> settings)
            throws IOException, InterruptedException {
        Installation installation = new Installation(home, scratch, index);
        settings.forEach(installation::set);
        try {
            installation.start(members);
        } catch (RuntimeException | IOException failure) {
            installation.close();
            throw failure;
        }
        return new Scene(scratch, installation);
    }

    Installation installation() {
        return installation;
    }

    LogReader log() {
        return log;
    }

    Client client() {
        return client;
    }

    Pushing pushing() {
        return pushing;
    }

    Filing filing() {
        return filing;
    }

    Ledger ledger() {
        return ledger;
    }

    /**
     * Waits until every change was noticed and then until the services say that everything is done.
     *
     * @return when they said so
     * @throws IllegalStateException says what is not done in time
     */
    Instant settle() {
        try {
            Awaitility.await("every change in the log")
                    .atMost(NOTICE)
                    .until(() -> ledger.entries().stream().allMatch(this::isNoticed));
            Awaitility.await("status idle")
                    .atMost(DRAIN)
                    .pollInterval(Duration.ofMillis(200))
                    .until(client::isIdle);
        } catch (ConditionTimeoutException late) {
            List<Ledger.Entry> unnoticed =
                    ledger.entries().stream().filter(entry -> !isNoticed(entry)).toList();
            throw new IllegalStateException("Never came to rest. Not in the log: " + unnoticed, late);
        }
        return Instant.now();
    }

    private boolean isNoticed(Ledger.Entry entry) {
        Optional<DocumentEvent> newest = log.newest(Topic.CAPTURED, entry.documentId());
        Long told = entry.version();
        if (told != null) {
            return newest.map(DocumentEvent::version).filter(told::equals).isPresent();
        }
        return entry.live()
                ? newest.filter(event -> event instanceof DocumentCaptured captured
                                && captured.content()
                                        .sha256()
                                        .equals(entry.put().text().sha256()))
                        .isPresent()
                : newest.filter(event -> !(event instanceof DocumentRemoved)).isEmpty();
    }

    Verdict compare() throws IOException {
        try (ChunkIndex index = openIndex()) {
            return new Oracle(ledger, this::capturedVersion).compare(index);
        }
    }

    private long capturedVersion(UUID document) {
        return log.newest(Topic.CAPTURED, document).map(DocumentEvent::version).orElse(0L);
    }

    private ChunkIndex openIndex() throws IOException {
        return switch (installation.index()) {
            case QDRANT ->
                new QdrantChunkIndex(
                        new QdrantSettings("localhost", installation.qdrant().port(), null, false, INDEX_TIMEOUT),
                        only(installation.qdrant().collections().stream()),
                        DIMENSIONS);
            case LUCENE -> {
                try (Stream<Path> generations = Files.list(installation.lucene())) {
                    yield LuceneChunkIndex.openForReading(only(generations.filter(Files::isDirectory)), DIMENSIONS);
                }
            }
        };
    }

    private static <T> T only(Stream<T> all) {
        List<T> list = all.toList();
        if (list.size() != 1) {
            throw new IllegalStateException("There should be one index, and there are: " + list);
        }
        return list.getFirst();
    }

    /** Whether embed-service says that it waits for something outside of it. */
    boolean indexStageIsPaused() throws IOException, InterruptedException {
        return new Client(installation.port(Member.EMBED))
                .text("/actuator/prometheus")
                .lines()
                .anyMatch(line -> line.startsWith("tributary_stage_paused") && line.endsWith(" 1.0"));
    }

    /** Processes that outlived those that had started them. */
    long orphans() {
        return ProcessHandle.allProcesses()
                .filter(process ->
                        process.parent().map(parent -> parent.pid() == 1).orElse(true))
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(scratch.toString()))
                        .isPresent())
                .count();
    }

    /** The end was reached: nobody needs to look for what the processes said. */
    void ended() {
        ended = true;
    }

    @Override
    public void close() throws IOException {
        log.close();
        installation.close();
        if (ended) {
            Console.delete(scratch);
        } else {
            Console.say("What the processes said is in %s", scratch.resolve("logs"));
        }
    }
}
