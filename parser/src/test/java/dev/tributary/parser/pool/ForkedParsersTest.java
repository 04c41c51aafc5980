package dev.tributary.parser.pool;

import static dev.tributary.parser.pool.Pools.file;
import static dev.tributary.parser.pool.Pools.parsed;
import static dev.tributary.parser.pool.Pools.rejected;
import static dev.tributary.parser.pool.Pools.trap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.events.OutageException;
import dev.tributary.events.RejectionReason;
import dev.tributary.parser.ParseOutcome.Rejected;
import dev.tributary.parser.ParseRequest;
import dev.tributary.parser.ParserSettings;
import dev.tributary.parser.text.Documents;
import dev.tributary.parser.worker.Protocol;
import dev.tributary.parser.worker.WorkerFiles;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** One pool for all attacks: after each, the next file must be fine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ForkedParsersTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final Path work;
    private final ForkedParsers parsers;

    ForkedParsersTest(@TempDir Path work) throws IOException {
        Files.createDirectories(work.resolve("worker-9/tmp"));
        this.work = work;
        this.parsers = new ForkedParsers(Pools.settings(work, TIMEOUT));
    }

    @BeforeAll
    void warmsUp() {
        assertHealthy();
    }

    @AfterAll
    void leavesNothingBehind() {
        parsers.close();
        assertThat(work).isDirectoryNotContaining("glob:**/worker-*");
    }

    @Test
    void aTextComesWithItsLanguage() {
        byte[] words =
                "Every employee who travels for the company books the journey fourteen days before the departure."
                        .getBytes(StandardCharsets.UTF_8);

        assertThat(parsed(parsers.parse(file("a.txt", words))).language()).isEqualTo("en");
    }

    @Test
    void aParserThatEndsItsProcessCostsItsFileOnly() {
        Rejected outcome = rejected(parsers.parse(trap("exit")));

        assertThat(outcome.reason()).isEqualTo(RejectionReason.CRASHED);
        assertThat(outcome.message()).contains("exit code 7", "save it anew");
        assertHealthy();
    }

    @Test
    void aParserThatTakesAllMemoryCostsItsFileOnly() {
        Rejected outcome = rejected(parsers.parse(trap("memory")));

        assertThat(outcome.reason()).isEqualTo(RejectionReason.CRASHED);
        assertThat(outcome.message()).contains("192 MB of memory");
        assertHealthy();
    }

    @Test
    void memoryThatAParserKeepsGoesWithItsWorker() {
        String before = parsed(parsers.parse(trap("identity"))).markdown();

        assertThat(parsed(parsers.parse(trap("keep"))).markdown()).isEqualTo("kept");

        assertThat(parsed(parsers.parse(trap("identity"))).markdown()).isNotEqualTo(before);
    }

    @Test
    void aFileIsReadAgainWhereOthersMayHaveEndedTheWorkerAndNotWhereItTookTheMemoryItself() {
        assertHealthy();
        assertThat(timesRead("exit")).isEqualTo(2);
        assertHealthy();
        assertThat(timesRead("memory")).isEqualTo(1);
    }

    @Test
    void aFileWhoseFormatCannotBeToldIsAnswered() {
        Rejected outcome = rejected(parsers.parse(trap("untold")));

        assertThat(outcome.reason()).isEqualTo(RejectionReason.CORRUPT);
        assertThat(outcome.message()).contains("the format cannot be told");
        assertHealthy();
    }

    @Test
    void aParserThatNeverEndsIsEndedAtTheLimit() {
        long start = System.nanoTime();

        Rejected outcome = rejected(parsers.parse(trap("loop")));

        assertThat(outcome.reason()).isEqualTo(RejectionReason.TIMED_OUT);
        assertThat(outcome.message()).contains("longer than 3 s");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.plusSeconds(3));
        assertHealthy();
    }

    @Test
    void aParserThatFillsTheDiskIsEndedAtTheLimit() throws IOException {
        Rejected outcome = rejected(parsers.parse(trap("disk")));

        assertThat(outcome.reason()).isEqualTo(RejectionReason.TOO_LARGE);
        assertThat(outcome.message()).contains("32 MB");
        assertThat(temporaryFiles()).isEmpty();
        assertHealthy();
    }

    @Test
    void aParserThatRecursesForEverIsAnswered() {
        assertThat(rejected(parsers.parse(trap("stack"))).reason()).isEqualTo(RejectionReason.CORRUPT);
        assertHealthy();
    }

    @Test
    void threadsThatAParserLeavesBehindEndWithTheirWorker() {
        String before = parsed(parsers.parse(trap("identity"))).markdown();

        assertThat(parsed(parsers.parse(trap("threads"))).markdown()).isEqualTo("threads left");

        assertThat(parsed(parsers.parse(trap("identity"))).markdown()).isNotEqualTo(before);
    }

    @Test
    void anArchiveThatIsUnpackedByThreadsDoesNotCostItsWorker() {
        String before = parsed(parsers.parse(trap("identity"))).markdown();

        byte[] archive = Documents.rar("note.txt", "Kept in an archive".getBytes(StandardCharsets.UTF_8));
        assertThat(parsed(parsers.parse(file("a.rar", archive))).markdown()).contains("Kept in an archive");

        assertThat(parsed(parsers.parse(trap("identity"))).markdown()).isEqualTo(before);
    }

    @Test
    void filesThatAParserLeavesBehindAreDeleted() throws IOException {
        Path litter = Path.of(parsed(parsers.parse(trap("litter"))).markdown());

        assertThat(litter).startsWithRaw(work).doesNotExist();
        assertThat(temporaryFiles()).isEmpty();
    }

    @Test
    void whatAParserPrintsDoesNotDisturbTheProtocol() {
        assertThat(parsed(parsers.parse(trap("print"))).markdown()).isEqualTo("printed");
    }

    @Test
    void aParserReachesNoNetwork() throws IOException {
        try (ServerSocket server = new ServerSocket(0)) {
            server.setSoTimeout(1);

            assertThat(parsed(parsers.parse(trap("network " + server.getLocalPort())))
                            .markdown())
                    .isEqualTo("reached:");
            assertThatThrownBy(server::accept).isInstanceOf(java.net.SocketTimeoutException.class);
        }
    }

    @Test
    void aFileThatGrowsBeyondTheLimitIsRejected() {
        byte[] bytes = new byte[(10 << 20) + 1];

        assertThat(rejected(parsers.parse(file("a.txt", bytes))).reason()).isEqualTo(RejectionReason.TOO_LARGE);
        ParseRequest lying = new ParseRequest(file("a.txt", bytes).content(), 1, null, null);
        assertThat(rejected(parsers.parse(lying)).reason()).isEqualTo(RejectionReason.TOO_LARGE);
        assertHealthy();
    }

    @Test
    void contentThatCannotBeFetchedIsAnOutage() {
        ParseRequest broken = new ParseRequest(
                () -> {
                    throw new IOException("store is down");
                },
                1,
                null,
                "a.txt");

        assertThatThrownBy(() -> parsers.parse(broken))
                .isInstanceOf(OutageException.class)
                .hasMessageContaining("store is down");
        assertHealthy();
    }

    @Test
    void aWorkerThatCannotStartIsAnOutage(@TempDir Path other) {
        ParserSettings noClasses = Pools.settings(other, TIMEOUT, 32 << 20, other.toString());
        try (ForkedParsers broken = new ForkedParsers(noClasses)) {
            assertThatThrownBy(() -> broken.parse(trap("identity")))
                    .isInstanceOf(OutageException.class)
                    .hasMessageContaining("did not start");
        }
    }

    @Test
    void aServiceThatIsAJarOfJarsHasWorkersToo(@TempDir Path other) throws IOException {
        Path service = JarOfJars.of(System.getProperty("java.class.path"), other.resolve("service-app.jar"));
        ParserSettings settings = Pools.settings(other.resolve("parse"), TIMEOUT, 32 << 20, service.toString());
        try (ForkedParsers inside = new ForkedParsers(settings)) {
            assertThat(parsed(inside.parse(trap("print"))).markdown()).isEqualTo("printed");
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "needs /dev/full")
    void aFullDiskIsAnOutageAndNotTheFilesFault(@TempDir Path full) {
        byte[] attachment = "%TRAP full".getBytes(StandardCharsets.UTF_8);
        ParseRequest archive = file("a.zip", Documents.zip(Map.of("a.trap", attachment)));
        ParserSettings moreThanThereIs = Pools.settings(full, TIMEOUT, Long.MAX_VALUE, null);
        try (ForkedParsers parsers = new ForkedParsers(moreThanThereIs)) {
            for (ParseRequest file : List.of(trap("full"), archive)) {
                assertThatThrownBy(() -> parsers.parse(file))
                        .isInstanceOf(OutageException.class)
                        .hasMessageContaining("The disk of " + full + " is full");
            }
            assertThat(parsed(parsers.parse(trap("identity"))).markdown()).isNotEmpty();
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "needs /dev/full")
    void aFileThatCallsADiskWithRoomFullCostsItselfOnly() {
        assertThat(rejected(parsers.parse(trap("full"))).reason()).isEqualTo(RejectionReason.CRASHED);
        assertHealthy();
    }

    @Test
    void aWorkerEndsWhenNobodySpeaksToItAnyMore() throws IOException {
        ParserSettings settings = Pools.settings(work, TIMEOUT);
        WorkerFiles files = new WorkerFiles(work.resolve("orphan"));
        files.create();
        Files.writeString(files.input(), "%TRAP loop");
        Process orphan = new ProcessBuilder(new WorkerCommand(settings).line(files))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Protocol.writeJob(
                orphan.getOutputStream(), new Protocol.Job(files.input().toString(), null, "a.trap"));

        orphan.getOutputStream().close();

        await().atMost(Duration.ofSeconds(10)).until(() -> !orphan.isAlive());
        assertThat(files.directory()).doesNotExist();
    }

    private int timesRead(String what) {
        AtomicInteger times = new AtomicInteger();
        ParseRequest killer = trap(what);
        ParseRequest.Content content = () -> {
            times.incrementAndGet();
            return killer.content().open();
        };
        assertThat(rejected(parsers.parse(new ParseRequest(content, killer.size(), null, killer.fileName())))
                        .reason())
                .isEqualTo(RejectionReason.CRASHED);
        return times.get();
    }

    private void assertHealthy() {
        byte[] text = "All is well.".getBytes(StandardCharsets.UTF_8);
        assertThat(parsed(parsers.parse(file("a.txt", text))).markdown()).isEqualTo("All is well.");
    }

    private List<Path> temporaryFiles() throws IOException {
        Path temporary = work.resolve("worker-1/tmp");
        if (!Files.exists(temporary)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(temporary)) {
            return files.toList();
        }
    }
}
