package dev.tributary.platform.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.events.CaptureEvent;
import dev.tributary.events.DocumentKey;
import dev.tributary.events.DocumentRemoved;
import dev.tributary.events.Event;
import dev.tributary.events.EventCodec;
import dev.tributary.events.OutageException;
import dev.tributary.events.Stage;
import dev.tributary.events.Topic;
import dev.tributary.platform.kafka.EventPublisher;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.GenericMessage;

/** Batches that reach a stage, by whichever thread, while what the stage needs has asked to be left alone. */
class AskedToWaitTest {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final SettableClock clock = new SettableClock();
    private final RefusedStage stage = new RefusedStage();
    private final StageConsumer<CaptureEvent> consumer =
            StageConsumer.express(stage, new NoPublisher(), new StageStates(clock), new SimpleMeterRegistry());

    @Test
    void isNotTriedBeforeTheTimeThatTheInfrastructureNamed() {
        stage.outage = new OutageException("429", null, PATIENCE);
        assertThat(pauseAfterABatch()).isEqualTo(PATIENCE);
        stage.outage = null;

        clock.now = clock.now.plusMillis(2650);
        assertThat(pauseAfterABatch()).isEqualTo(Duration.ofMillis(350));
        assertThat(stage.attempts).isEqualTo(1);

        clock.now = clock.now.plusMillis(350);
        assertThatCode(() -> consumer.accept(batch())).doesNotThrowAnyException();
        assertThat(stage.attempts).isEqualTo(2);
    }

    @Test
    void isNotKeptWaitingForLongerThanAskedByAClockThatIsSetBack() {
        stage.outage = new OutageException("429", null, PATIENCE);
        pauseAfterABatch();

        clock.now = clock.now.minus(Duration.ofHours(2));
        assertThat(pauseAfterABatch()).isEqualTo(PATIENCE);
    }

    @Test
    void isTriedByEveryThreadWhereNoTimeWasNamed() {
        stage.outage = new OutageException("down", null);
        pauseAfterABatch();
        pauseAfterABatch();
        assertThat(stage.attempts).isEqualTo(2);
    }

    private Duration pauseAfterABatch() {
        return catchThrowableOfType(BatchInterruptedException.class, () -> consumer.accept(batch()))
                .pause();
    }

    private Message<List<byte[]>> batch() {
        DocumentKey key = new DocumentKey("tenant", "source", "a");
        EventCodec.Encoded event = new EventCodec("test", clock)
                .encode(new DocumentRemoved(
                        key.documentId(), "tenant", "source", "a", 1, "test", Instant.EPOCH, Instant.EPOCH));
        Map<String, Object> headers = new HashMap<>();
        event.headers().forEach((name, value) -> headers.put(name, value.getBytes(StandardCharsets.UTF_8)));
        return new GenericMessage<>(
                List.of(event.value()),
                Map.of(
                        KafkaHeaders.BATCH_CONVERTED_HEADERS, List.of(headers),
                        KafkaHeaders.RECEIVED_KEY, List.of(event.key()),
                        KafkaHeaders.RECEIVED_TIMESTAMP, List.of(0L)));
    }

    private static final class RefusedStage implements DocumentStage<CaptureEvent> {

        private int attempts;
        private @Nullable OutageException outage;

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
            attempts++;
            if (outage != null) {
                throw outage;
            }
            batch.forEach(emitter::done);
        }
    }

    private static final class NoPublisher implements EventPublisher {

        @Override
        public CompletableFuture<Void> publish(Topic topic, Event event) {
            throw new AssertionError("Nothing is to be published");
        }

        @Override
        public CompletableFuture<Void> publishRecord(
                Topic topic, String key, Map<String, byte[]> headers, byte[] value) {
            throw new AssertionError("Nothing is to be published");
        }
    }

    private static final class SettableClock extends Clock {

        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
