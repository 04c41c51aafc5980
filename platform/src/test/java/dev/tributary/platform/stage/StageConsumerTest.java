package dev.tributary.platform.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.broker.EmbeddedBroker;
import dev.tributary.events.CaptureEvent;
import dev.tributary.events.DocumentKey;
import dev.tributary.events.DocumentRejected;
import dev.tributary.events.DocumentRemoved;
import dev.tributary.events.Event;
import dev.tributary.events.EventCodec;
import dev.tributary.events.OutageException;
import dev.tributary.events.RejectionReason;
import dev.tributary.events.Stage;
import dev.tributary.events.StageEvent;
import dev.tributary.events.Topic;
import dev.tributary.platform.kafka.EventPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A stage between two topics of a real broker: what is passed on, laid aside, waited for. */
class StageConsumerTest {

    private static @Nullable EmbeddedBroker broker;
    private static @Nullable ConfigurableApplicationContext context;

    @BeforeAll
    static void start(@TempDir Path directory) {
        broker = EmbeddedBroker.start(directory);
        context = new SpringApplicationBuilder(TestStage.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "spring.config.import=classpath:tributary-platform.yml",
                        "tributary.kafka.partitions=1",
                        "spring.cloud.function.definition=pass",
                        "spring.cloud.stream.bindings.pass-in-0.destination=" + Topic.Names.CAPTURED,
                        "spring.cloud.stream.bindings.pass-in-0.group=pass")
                .run("--tributary.kafka.bootstrap-servers=" + broker.bootstrapServers());
    }

    @AfterAll
    static void stop() {
        if (context != null) {
            context.close();
        }
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void passesOnWhatPasses() {
        publish(removal("passes", 7)).join();
        await().until(() -> read(Topic.PARSED), contains(removal("passes", 7)));
    }

    @Test
    void rejectsAndLaysAsideTheDocumentThatBreaksTheStageAndNoOther() {
        CompletableFuture.allOf(publish(removal("poison", 1)), publish(removal("beside-poison", 1)))
                .join();
        await().until(() -> read(Topic.PARSED), contains(removal("beside-poison", 1)));
        await().until(() -> read(Topic.INDEXED), rejected("poison"));
        await().until(
                        () -> records(Topic.DEAD),
                        dead -> dead.stream()
                                        .filter(record -> record.key()
                                                .equals(removal("poison", 1).key()))
                                        .count()
                                == 1);
        assertThat(read(Topic.PARSED)).doesNotContain(removal("poison", 1));
    }

    @Test
    void aDocumentThatExhaustsTheStackCostsOnlyItself() {
        CompletableFuture.allOf(publish(removal("bottomless", 1)), publish(removal("beside-bottomless", 1)))
                .join();
        await().until(() -> read(Topic.PARSED), contains(removal("beside-bottomless", 1)));
        await().until(() -> read(Topic.INDEXED), rejected("bottomless"));
    }

    @Test
    void laysMalformedRecordsAsideAndSkipsUnknownTypes() {
        publishRaw("malformed", "dev.tributary.document.removed.v1", "{\"version\":")
                .join();
        publishRaw("unknown", "dev.tributary.document.painted.v1", "{}").join();
        publish(removal("behind-malformed", 1)).join();
        await().until(() -> read(Topic.PARSED), contains(removal("behind-malformed", 1)));
        assertThat(records(Topic.DEAD))
                .extracting(ConsumerRecord::key)
                .contains("malformed")
                .doesNotContain("unknown");
    }

    @Test
    void waitsForInfrastructureAndLosesNothing() {
        bean(TestStage.class).down.set(true);
        publish(removal("waits", 1)).join();
        await().until(() -> bean(StageStates.class).pause(Stage.PARSE).isPresent());
        bean(TestStage.class).down.set(false);
        await().atMost(Duration.ofSeconds(20)).until(() -> read(Topic.PARSED), contains(removal("waits", 1)));
        await().until(() -> bean(StageStates.class).pause(Stage.PARSE).isEmpty());
        assertThat(records(Topic.DEAD))
                .extracting(ConsumerRecord::key)
                .doesNotContain(removal("waits", 1).key());
    }

    @Test
    void whatAnOutageAsksForIsWaitedForWithoutARebalanceAndWhatWasDoneIsNotRepeated() throws Exception {
        TestStage stage = bean(TestStage.class);
        String member = member();
        stage.overloaded.set(true);
        CompletableFuture.allOf(publish(removal("first", 1)), publish(removal("limited", 1)))
                .join();
        await().until(() -> bean(StageStates.class).pause(Stage.PARSE).isPresent());
        long paused = System.nanoTime();
        await().until(() -> read(Topic.STAGES).stream()
                .anyMatch(event -> event instanceof StageEvent.StageChanged changed
                        && changed.cause() != null
                        && changed.cause().contains("429")));
        await().atMost(Duration.ofSeconds(20)).until(() -> read(Topic.PARSED), contains(removal("limited", 1)));
        assertThat(Duration.ofNanos(System.nanoTime() - paused)).isGreaterThan(Duration.ofMillis(2500));
        assertThat(read(Topic.PARSED)).containsOnlyOnce(removal("first", 1), removal("limited", 1));
        assertThat(member()).isEqualTo(member);
        assertThat(records(Topic.DEAD))
                .extracting(ConsumerRecord::key)
                .doesNotContain(removal("limited", 1).key());
        await().until(() ->
                read(Topic.STAGES).getLast() instanceof StageEvent.StageChanged last && last.pausedSince() == null);
    }

    private static String member() throws Exception {
        if (broker == null) {
            throw new IllegalStateException("not started");
        }
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            return admin.describeConsumerGroups(List.of("pass")).all().get().values().stream()
                    .flatMap(group -> group.members().stream())
                    .map(MemberDescription::consumerId)
                    .collect(Collectors.joining(","));
        }
    }

    private static Predicate<List<Event>> rejected(String nativeId) {
        return events -> events.stream()
                .anyMatch(event -> event instanceof DocumentRejected rejected
                        && rejected.nativeId().equals(nativeId)
                        && rejected.reason() == RejectionReason.INTERNAL);
    }

    private static Predicate<List<Event>> contains(Event event) {
        return events -> events.contains(event);
    }

    private static CompletableFuture<Void> publish(Event event) {
        return bean(EventPublisher.class).publish(Topic.CAPTURED, event);
    }

    private static CompletableFuture<Void> publishRaw(String key, String type, String json) {
        return bean(EventPublisher.class)
                .publishRecord(
                        Topic.CAPTURED,
                        key,
                        Map.of(EventCodec.TYPE_HEADER, type.getBytes(StandardCharsets.UTF_8)),
                        json.getBytes(StandardCharsets.UTF_8));
    }

    private static DocumentRemoved removal(String nativeId, long version) {
        return new DocumentRemoved(
                new DocumentKey("tenant", "source", nativeId).documentId(),
                "tenant",
                "source",
                nativeId,
                version,
                "test",
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private static <T> T bean(Class<T> type) {
        if (context == null) {
            throw new IllegalStateException("not started");
        }
        return context.getBean(type);
    }

    private static List<Event> read(Topic topic) {
        List<Event> events = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records(topic)) {
            String type = EventCodec.headerText(
                    record.headers().lastHeader(EventCodec.TYPE_HEADER).value());
            EventCodec.decode(type, record.value()).ifPresent(events::add);
        }
        return events;
    }

    private static List<ConsumerRecord<String, byte[]>> records(Topic topic) {
        if (broker == null) {
            throw new IllegalStateException("not started");
        }
        TopicPartition partition = new TopicPartition(topic.topicName(), 0);
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    /** Passes removals on; breaks on "poison" and on "bottomless"; is down when told so. */
    @Configuration
    @EnableAutoConfiguration
    static class TestStage implements DocumentStage<CaptureEvent> {

        final AtomicBoolean down = new AtomicBoolean();
        final AtomicBoolean overloaded = new AtomicBoolean();

        @Bean
        StageConsumer<CaptureEvent> pass(EventPublisher publisher, StageStates states, MeterRegistry registry) {
            return StageConsumer.express(this, publisher, states, registry);
        }

        @Override
        public Stage stage() {
            return Stage.PARSE;
        }

        @Override
        public Class<CaptureEvent> eventType() {
            return CaptureEvent.class;
        }

        @Override
        public void process(List<CaptureEvent> batch, Emitter emitter) {
            if (down.get()) {
                throw new OutageException("the index at nowhere:1 does not answer", null);
            }
            for (CaptureEvent event : batch) {
                if (event.nativeId().equals("poison")) {
                    throw new IllegalStateException("a bug");
                }
                if (event.nativeId().equals("bottomless")) {
                    throw new StackOverflowError();
                }
                if (event.nativeId().equals("limited") && overloaded.getAndSet(false)) {
                    throw new OutageException("the model answered 429", null, Duration.ofSeconds(3));
                }
                if (event instanceof DocumentRemoved removed) {
                    emitter.emit(Topic.PARSED, removed);
                }
                emitter.done(event);
            }
        }
    }
}
