package dev.tributary.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.broker.EmbeddedBroker;
import dev.tributary.events.DocumentRemoved;
import dev.tributary.events.Topic;
import dev.tributary.ingest.TestService;
import dev.tributary.ingest.source.CountingConnectors.Fault;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What a person decides about documents that a listing lacks; each test has a tenant and a catalog of its own. */
@SuppressWarnings("NullAway.Init")
class HeldDeletionsTest {

    @TempDir
    private static Path shared;

    private static EmbeddedBroker broker;

    private TestSource source;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(shared.resolve("kafka"));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void makeRoot(TestInfo test) throws IOException {
        source = TestSource.in(
                shared, "s" + Integer.toHexString((test.getTestMethod() + test.getDisplayName()).hashCode()), broker);
    }

    @Test
    void whatIsApprovedIsRemovedAndNothingElse() throws Exception {
        captureAndClose(50);
        delete(0, 40);
        try (TestService service = source.start("rescan=1h")) {
            service.awaitCaptured();
            JsonNode held = held(service, "?limit=30");
            assertThat(held.path("count").asInt()).isEqualTo(40);
            assertThat(held.path("reason").asString()).contains("40 of its 50");
            assertThat(held.has("since")).isTrue();
            List<String> ids = new ArrayList<>(nativeIds(held));
            ids.addAll(nativeIds(held(service, "?cursor=" + held.path("cursor").asString())));
            assertThat(ids).containsExactlyInAnyOrderElementsOf(names(0, 40));
            HttpResponse<String> mismatch = post(service, ":approve", "{\"count\":39}");
            assertThat(mismatch.statusCode()).isEqualTo(409);
            assertThat(mismatch.body()).contains("\"count\":40");
            assertThat(removed(service)).isEmpty();
            assertThat(post(service, ":approve", "{\"count\":40}").statusCode()).isEqualTo(202);
            eventually().until(() -> removed(service).equals(Set.copyOf(names(0, 40))));
            eventually().until(() -> held(service, "").path("count").asInt() == 0);
            assertThat(service.catalog().liveCount(source.name(), source.name()))
                    .isEqualTo(10);
        }
    }

    @Test
    void anApprovalSurvivesARestartAndMeansOnlyWhatWasHeldAndIsStillMissing() throws Exception {
        captureAndClose(100);
        delete(0, 60);
        try (TestService service = source.start("rescan=1h")) {
            service.awaitCaptured();
            service.bean(CountingConnectors.class).fail(Fault.BROKEN);
            assertThat(post(service, ":approve", "{\"count\":60}").statusCode()).isEqualTo(202);
            eventually().until(() -> source.phase(service).equals("waiting"));
            assertThat(removed(service)).isEmpty();
        }
        write(0, 10);
        delete(60, 90);
        try (TestService service = source.start("rescan=1h")) {
            service.awaitCaptured();
            assertThat(removed(service)).isEqualTo(Set.copyOf(names(10, 60)));
            assertThat(nativeIds(held(service, ""))).containsExactlyInAnyOrderElementsOf(names(60, 90));
            assertThat(held(service, "").path("approved").asBoolean()).isFalse();
        }
        try (TestService service = source.start("rescan=1h")) {
            service.awaitCaptured();
            assertThat(removed(service)).hasSize(50);
            assertThat(held(service, "").path("count").asInt()).isEqualTo(30);
        }
    }

    @Test
    void whatIsDismissedIsKeptAndNotSpokenOfUntilOthersAreMissing() throws Exception {
        captureAndClose(50);
        delete(0, 40);
        String since;
        try (TestService service = source.start("rescan=1h")) {
            service.awaitCaptured();
            since = held(service, "").path("since").asString();
            assertThat(post(service, ":dismiss", "").statusCode()).isEqualTo(200);
            assertThat(source.status(service).has("message")).isFalse();
        }
        try (TestService service = source.start("rescan=1h")) {
            service.awaitCaptured();
            assertThat(held(service, "").path("dismissed").asBoolean()).isTrue();
            assertThat(held(service, "").path("since").asString()).isEqualTo(since);
            assertThat(source.status(service).has("message")).isFalse();
        }
        delete(40, 41);
        try (TestService service = source.start("rescan=1h")) {
            service.awaitCaptured();
            assertThat(held(service, "").path("dismissed").asBoolean()).isFalse();
            assertThat(held(service, "").path("count").asInt()).isEqualTo(41);
            assertThat(source.status(service).path("message").asString()).contains("41");
            assertThat(removed(service)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"EMPTY", "BROKEN", "DENIED"})
    void aListingThatIsEmptyOrFailsOrMayNotLookDeletesNothing(Fault fault) throws Exception {
        write(0, 5);
        try (TestService service = source.start("rescan=50ms")) {
            service.awaitCaptured();
            CountingConnectors connectors = service.bean(CountingConnectors.class);
            connectors.fail(fault);
            int before = connectors.listings();
            eventually().until(() -> connectors.listings() > before + 2);
            assertThat(removed(service)).isEmpty();
            connectors.fail(Fault.NONE);
            int mended = connectors.listings();
            eventually().until(() -> connectors.listings() > mended + 2);
            service.awaitCaptured();
            eventually().until(() -> held(service, "").path("count").asInt() == 0);
            assertThat(removed(service)).isEmpty();
            assertThat(service.catalog().liveCount(source.name(), source.name()))
                    .isEqualTo(5);
        }
    }

    @Test
    void aRootThatIsNotMountedIsNoEmptySource() throws Exception {
        captureAndClose(5);
        Files.move(source.root(), source.data().resolve("mounted"));
        Files.createDirectories(source.root());
        try (TestService service = source.start("rescan=50ms")) {
            service.awaitCaptured();
            assertThat(held(service, "").path("count").asInt()).isEqualTo(5);
            assertThat(held(service, "").path("reason").asString()).contains("none of its 5");
            Files.delete(source.root());
            Files.move(source.data().resolve("mounted"), source.root());
            eventually().until(() -> held(service, "").path("count").asInt() == 0);
            assertThat(removed(service)).isEmpty();
        }
    }

    @Test
    void onlySourcesThatAConnectorRunsHaveThem() throws Exception {
        try (TestService service = source.start("rescan=1h")) {
            service.awaitCaptured();
            assertThat(service.get("/v1/sources/other/held-deletions")
                            .path("status")
                            .asInt())
                    .isEqualTo(404);
            assertThat(held(service, "").path("count").asInt()).isZero();
            assertThat(post(service, ":approve", "{\"count\":1}").statusCode()).isEqualTo(409);
            assertThat(post(service, ":approve", "{}").statusCode()).isEqualTo(400);
            assertThat(post(service, ":dismiss", "").statusCode()).isEqualTo(200);
        }
    }

    private void captureAndClose(int documents) throws Exception {
        write(0, documents);
        try (TestService service = source.start("rescan=1h")) {
            service.awaitCaptured();
            assertThat(service.catalog().liveCount(source.name(), source.name()))
                    .isEqualTo(documents);
        }
    }

    private void write(int from, int to) throws IOException {
        for (String name : names(from, to)) {
            Files.writeString(source.root().resolve(name), "text " + name);
        }
    }

    private void delete(int from, int to) throws IOException {
        for (String name : names(from, to)) {
            Files.delete(source.root().resolve(name));
        }
    }

    private static List<String> names(int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> number + ".txt").toList();
    }

    private Set<String> removed(TestService service) {
        return Stream.of(Topic.CAPTURED, Topic.CAPTURED_BULK)
                .flatMap(topic -> service.log(topic).stream())
                .filter(event -> event instanceof DocumentRemoved removal
                        && removal.source().equals(source.name()))
                .map(event -> ((DocumentRemoved) event).nativeId())
                .collect(Collectors.toUnmodifiableSet());
    }

    private JsonNode held(TestService service, String query) throws Exception {
        return service.get("/v1/sources/" + source.name() + "/held-deletions" + query);
    }

    private static List<String> nativeIds(JsonNode held) {
        return held.path("documents")
                .valueStream()
                .map(document -> document.path("nativeId").asString())
                .toList();
    }

    private HttpResponse<String> post(TestService service, String action, String body) throws Exception {
        return service.send(
                "POST",
                "/v1/sources/" + source.name() + "/held-deletions" + action,
                BodyPublishers.ofString(body),
                "Content-Type",
                "application/json");
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20));
    }
}
