package dev.tributary.platform.stage;

import dev.tributary.events.DocumentEvent;
import dev.tributary.events.DocumentRejected;
import dev.tributary.events.Event;
import dev.tributary.events.EventCodec;
import dev.tributary.events.MalformedEventException;
import dev.tributary.events.OutageException;
import dev.tributary.events.RejectionReason;
import dev.tributary.events.Topic;
import dev.tributary.platform.kafka.EventPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.Message;

/**
 * Binds a {@link DocumentStage} to its topic: decodes, delegates, publishes what comes back, and returns (whereupon the
 * offsets are committed) only when all of it is acknowledged.
 */
public final class StageConsumer<E extends Event & DocumentEvent> implements Consumer<Message<List<byte[]>>> {

    private static final Logger LOG = LoggerFactory.getLogger(StageConsumer.class);

    private final DocumentStage<E> stage;
    private final EventPublisher publisher;
    private final DeadLetters deadLetters;
    private final StageStates states;
    private final StageMetrics metrics;

    public StageConsumer(DocumentStage<E> stage, EventPublisher publisher, StageStates states, MeterRegistry registry) {
        this.stage = stage;
        this.publisher = publisher;
        this.deadLetters = new DeadLetters(publisher);
        this.states = states;
        this.metrics = new StageMetrics(registry, stage.stage(), states);
    }

    @Override
    public void accept(Message<List<byte[]>> message) {
        long start = System.nanoTime();
        Batch batch = new Batch(StageRecord.of(message));
        try {
            batch.process();
            batch.awaitAcknowledgements();
        } catch (OutageException outage) {
            if (states.paused(stage.stage(), String.valueOf(outage.getMessage()))) {
                LOG.warn("{} is paused: {}", stage.stage().wireName(), outage.getMessage());
            }
            throw outage;
        }
        if (states.running(stage.stage())) {
            LOG.info("{} goes on", stage.stage().wireName());
        }
        metrics.batchTook(Duration.ofNanos(System.nanoTime() - start));
    }

    /** A batch on its way through the stage. */
    private final class Batch implements Emitter {

        private final Map<UUID, StageRecord> records = new LinkedHashMap<>();
        private final Map<UUID, E> events = new LinkedHashMap<>();
        private final Queue<CompletableFuture<Void>> acknowledgements = new ConcurrentLinkedQueue<>();

        Batch(List<StageRecord> all) {
            long now = System.currentTimeMillis();
            for (StageRecord record : all) {
                metrics.waited(record.timestamp(), now);
                take(record);
            }
        }

        private void take(StageRecord record) {
            try {
                EventCodec.decode(record.type(), record.value())
                        .filter(stage.eventType()::isInstance)
                        .map(stage.eventType()::cast)
                        .ifPresent(event -> keepNewest(event, record));
            } catch (MalformedEventException malformed) {
                LOG.error("{} laid a malformed event aside: {}", stage.stage().wireName(), malformed.getMessage());
                metrics.malformed();
                acknowledgements.add(deadLetters.add(
                        record, stage.stage(), RejectionReason.INTERNAL, String.valueOf(malformed.getMessage())));
            }
        }

        private void keepNewest(E event, StageRecord record) {
            E known = events.get(event.documentId());
            if (known == null || known.version() <= event.version()) {
                events.put(event.documentId(), event);
                records.put(event.documentId(), record);
            }
        }

        void process() {
            if (events.isEmpty()) {
                return;
            }
            try {
                stage.process(List.copyOf(events.values()), this);
            } catch (OutageException outage) {
                throw outage;
            } catch (RuntimeException unexpected) {
                LOG.error("{} failed on a batch, tries its documents one by one", stage.stage(), unexpected);
                events.values().forEach(this::processAlone);
            }
            metrics.done(events.size());
        }

        private void processAlone(E event) {
            try {
                stage.process(List.of(event), this);
            } catch (OutageException outage) {
                throw outage;
            } catch (RuntimeException unexpected) {
                LOG.error("{} cannot process document {}", stage.stage(), event.documentId(), unexpected);
                emit(Topic.INDEXED, internalError(event, unexpected));
            }
        }

        @Override
        public void emit(Topic topic, Event event) {
            acknowledgements.add(publisher.publish(topic, event));
            if (event instanceof DocumentRejected rejected) {
                metrics.rejected(rejected);
                StageRecord record = records.get(rejected.documentId());
                if (record != null) {
                    acknowledgements.add(deadLetters.add(record, stage.stage(), rejected.reason(), rejected.message()));
                }
            }
        }

        void awaitAcknowledgements() {
            try {
                CompletableFuture.allOf(acknowledgements.toArray(CompletableFuture[]::new))
                        .join();
            } catch (CompletionException failure) {
                if (failure.getCause() instanceof OutageException outage) {
                    throw outage;
                }
                throw failure;
            }
        }
    }

    private DocumentRejected internalError(E event, RuntimeException unexpected) {
        return new DocumentRejected(
                event.documentId(),
                event.tenant(),
                event.source(),
                event.nativeId(),
                event.nativeId(),
                event.version(),
                "unknown",
                stage.stage(),
                RejectionReason.INTERNAL,
                "Tributary failed on this document (" + unexpected.getClass().getSimpleName()
                        + "). The service's log says more; replay it after an update.",
                true,
                null,
                null,
                Instant.now());
    }
}
