package dev.tributary.embed.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.embed.generation.Installation;
import dev.tributary.events.Stage;
import dev.tributary.index.SearchMode;
import dev.tributary.platform.stage.StageStates;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the index stage needs is away, refuses, or is slow: it waits, nothing is rejected, and searches go on. */
@SuppressWarnings("NullAway.Init")
class OutagesTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private EmbeddingServer model;
    private Installation installation;

    @BeforeEach
    void start() throws Exception {
        model = new EmbeddingServer();
        installation = new Installation(
                directory,
                "tributary.index.type=lucene",
                "tributary.index.lucene.directory=" + directory.resolve("index"),
                "tributary.embedding.provider=openai",
                "tributary.embedding.base-url=" + model.address(),
                "tributary.embedding.model=m",
                "tributary.embedding.dimensions=2");
        installation.put("before", 1, "The word before the outage is Aldobrand.");
        awaitFound("Aldobrand", "before");
    }

    @AfterEach
    void stop() {
        installation.close();
        model.close();
    }

    @Test
    void theContentStoreIsNotMounted() throws Exception {
        installation.store("after", 1, "The word after the outage is Quillhaven.");
        Path content = directory.resolve("content");
        Path elsewhere = Files.move(content, directory.resolve("elsewhere"));
        Files.createDirectory(content);
        installation.publishStored();
        awaitPaused("The content store is not in");
        assertThat(found("Aldobrand")).containsExactly("before");

        Files.delete(content);
        Files.move(elsewhere, content);
        awaitFound("Quillhaven", "after");
        assertThatNothingIsPausedOrRejected();
    }

    @Test
    void theModelAsksForPatience() throws Exception {
        Duration patience = Duration.ofSeconds(3);
        int before = model.requests().size();
        model.refuseOnce(patience);
        installation.put("after", 1, "The word after the outage is Quillhaven.");
        awaitPaused("did not answer");
        awaitFound("Quillhaven", "after");

        List<Long> requests = model.requests().subList(before, model.requests().size());
        assertThat(Duration.ofNanos(requests.get(1) - requests.get(0))).isGreaterThanOrEqualTo(patience);
        assertThatNothingIsPausedOrRejected();
    }

    @Test
    void theModelIsSlow() throws Exception {
        Set<String> members = members();
        model.dawdle(Duration.ofSeconds(3));
        for (int i = 0; i < 4; i++) {
            installation.put("slow-" + i, 1, "The word of number " + i + " is Brackenmoor" + i + ".");
        }
        int before = model.requests().size();
        await().atMost(SOON).until(() -> model.requests().size() > before);
        assertThat(found("Aldobrand")).containsExactly("before");
        for (int i = 0; i < 4; i++) {
            awaitFound("Brackenmoor" + i, "slow-" + i);
        }
        assertThat(members()).containsAll(members);
        assertThatNothingIsPausedOrRejected();
    }

    private void awaitFound(String word, String document) {
        await().atMost(SOON).until(() -> found(word), List.of(document)::equals);
    }

    private List<String> found(String word) {
        return installation.found(SearchMode.KEYWORD, word);
    }

    private void awaitPaused(String cause) {
        await().atMost(SOON)
                .until(() -> installation
                        .bean(StageStates.class)
                        .pause(Stage.INDEX)
                        .filter(pause -> pause.cause().contains(cause))
                        .isPresent());
        assertThat(paused()).isEqualTo(1);
    }

    private void assertThatNothingIsPausedOrRejected() {
        await().atMost(SOON).until(() -> paused() == 0);
        assertThat(meters().find("tributary.stage.rejections").counters()).isEmpty();
    }

    private double paused() {
        return meters().get("tributary.stage.paused").gauge().value();
    }

    private MeterRegistry meters() {
        return installation.bean(MeterRegistry.class);
    }

    /** Ids of all members of all groups: whoever was thrown out comes back under another one. */
    private Set<String> members() throws Exception {
        Set<String> ids = new TreeSet<>();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", installation.bootstrapServers()))) {
            List<String> groups = admin.listGroups().all().get().stream()
                    .map(group -> group.groupId())
                    .toList();
            admin.describeConsumerGroups(groups)
                    .all()
                    .get()
                    .values()
                    .forEach(group -> group.members().forEach(member -> ids.add(member.consumerId())));
        }
        return ids;
    }
}
