package dev.tributary.query.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.events.AnswerEvent;
import dev.tributary.events.AnswerEvent.AnswerGiven;
import dev.tributary.events.AnswerEvent.Content;
import dev.tributary.events.AnswerEvent.Timings;
import dev.tributary.events.Event;
import dev.tributary.events.EventCodec;
import dev.tributary.events.OutageException;
import dev.tributary.events.Topic;
import dev.tributary.platform.kafka.EventPublisher;
import dev.tributary.query.recording.AnswerProperties.Detail;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class AnswerRecorderTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final BlockingQueue<AnswerGiven> published = new LinkedBlockingQueue<>();
    private final Queue<CompletableFuture<Void>> outcomes = new ConcurrentLinkedQueue<>();

    @Test
    void aKafkaThatNeverAnswersHoldsNobodyUpAndTakesBoundedMemory() {
        try (AnswerRecorder recorder = recorder(Detail.FULL, new CompletableFuture<>())) {
            for (int i = 0; i < 40; i++) {
                recorder.record(answer("x".repeat(600_000)));
            }
        }

        assertThat(unrecorded()).isBetween(12.0, 14.0);
    }

    @Test
    void whatKafkaDoesNotTakeForLongIsCounted() {
        CompletableFuture<Void> refusal = CompletableFuture.failedFuture(new OutageException("Kafka is away", null));
        try (AnswerRecorder recorder = recorder(Detail.FULL, refusal)) {
            recorder.record(answer(UUID.fromString("01958a3e-0000-7000-8000-0000000000a1"), "28 days"));

            await().until(() -> unrecorded() == 1);
        }
    }

    @Test
    void whatKafkaDoesNotTakeAtOnceIsOfferedAgain() throws Exception {
        outcomes.add(CompletableFuture.failedFuture(new OutageException("Kafka is away", null)));
        try (AnswerRecorder recorder = recorder(Detail.FULL, CompletableFuture.completedFuture(null))) {
            recorder.record(answer("28 days"));

            assertThat(published.take()).isEqualTo(published.take());
        }
        assertThat(published).isEmpty();
        assertThat(unrecorded()).isZero();
    }

    @Test
    void anAnswerThatKafkaCannotTakeIsRecordedWithoutItsText() throws Exception {
        try (AnswerRecorder recorder = recorder(Detail.FULL, CompletableFuture.completedFuture(null))) {
            recorder.record(answer("28 days"));
            recorder.record(answer("x".repeat(2_000_000)));

            assertThat(published.take().content()).isNotNull();
            assertThat(published.take().content()).isNull();
        }
        assertThat(unrecorded()).isZero();
    }

    @Test
    void whereUsageAloneIsRecordedNoTextIs() throws Exception {
        try (AnswerRecorder recorder = recorder(Detail.USAGE_ONLY, CompletableFuture.completedFuture(null))) {
            recorder.record(answer("28 days"));

            assertThat(published.take().content()).isNull();
        }
    }

    private double unrecorded() {
        return meters.counter("tributary.answers.unrecorded").count();
    }

    private AnswerRecorder recorder(Detail detail, CompletableFuture<Void> outcome) {
        EventPublisher publisher = new EventPublisher() {
            @Override
            public CompletableFuture<Void> publish(Topic topic, Event event) {
                throw new UnsupportedOperationException();
            }

            @Override
            public CompletableFuture<Void> publishRecord(
                    Topic topic, String key, Map<String, byte[]> headers, byte[] value) {
                String type = EventCodec.headerText(headers.getOrDefault(EventCodec.TYPE_HEADER, new byte[0]));
                published.add((AnswerGiven) EventCodec.decode(type, value).orElseThrow());
                return Objects.requireNonNullElse(outcomes.poll(), outcome);
            }
        };
        AnswerRecorder recorder =
                new AnswerRecorder(publisher, new EventCodec("test", Clock.systemUTC()), detail, meters);
        recorder.start();
        return recorder;
    }

    private static AnswerEvent answer(String text) {
        return answer(AnswerId.next(), text);
    }

    private static AnswerEvent answer(UUID id, String text) {
        return new AnswerGiven(
                id,
                "acme",
                "ann",
                "p",
                "fake-model",
                true,
                List.of(),
                new Timings(1, 1, 1, 3),
                "0123456789ab",
                AnswerId.time(id),
                new Content("How long?", "How long?", "", List.of(), List.of(), List.of(), text));
    }
}
