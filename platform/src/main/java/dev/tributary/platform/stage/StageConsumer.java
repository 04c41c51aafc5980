package dev.tributary.platform.stage;

import dev.tributary.events.DocumentEvent;
import dev.tributary.events.DocumentRejected;
import dev.tributary.events.Event;
import dev.tributary.events.EventCodec;
import dev.tributary.events.MalformedEventException;
import dev.tributary.events.OutageException;
import dev.tributary.events.RejectionReason;
import dev.tributary.events.Stage;
import dev.tributary.events.Topic;
import dev.tributary.platform.kafka.EventPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.Message;

/**
 * Binds a {@link DocumentStage} to its topic: decodes, delegates, publishes what comes back, and returns (whereupon the
 * offsets are committed) only when all of it is acknowledged.
 */
public final class StageConsumer<E extends Event & DocumentEvent> implements Consumer<Message<List<byte[]>>> {

    private static final Logger LOG = LoggerFactory.getLogger(StageConsumer.class);

    /** A batch that takes longer ends, so that the consumer is heard of and shares its partitions when others join. */
    private static final long TURN_NANOS = Duration.ofMinutes(2).toNanos();

    private static final Duration UNTIL_STOPPED = Duration.ofMinutes(1);

    private final DocumentStage<E> stage;
    private final UnaryOperator<Topic> lane;
    private final EventPublisher publisher;
    private final DeadLetters deadLetters;
    private final StageStates states;
    private final StageMetrics metrics;

    /** Reads the topic that edits come by. */
    public static <E extends Event & DocumentEvent> StageConsumer<E> express(
            DocumentStage<E> stage, EventPublisher publisher, StageStates states, MeterRegistry registry) {
        return new StageConsumer<>(stage, UnaryOperator.identity(), publisher, states, registry);
    }

    /** Reads the topic that archives come by, and passes on what comes of them by the next one of that kind. */
    public static <E extends Event & DocumentEvent> StageConsumer<E> bulk(
            DocumentStage<E> stage, EventPublisher publisher, StageStates states, MeterRegistry registry) {
        return new StageConsumer<>(stage, Topic::bulk, publisher, states, registry);
    }

    private StageConsumer(
            DocumentStage<E> stage,
            UnaryOperator<Topic> lane,
            EventPublisher publisher,
            StageStates states,
            MeterRegistry registry) {
        this.lane = lane;
        this.stage = stage;
        this.publisher = publisher;
        this.deadLetters = new DeadLetters(publisher);
        this.states = states;
        this.metrics = new StageMetrics(registry, stage.stage(), states);
    }

    Stage stage() {
        return stage.stage();
    }

    @Override
    public void accept(Message<List<byte[]>> message) {
        Duration asked = states.askedToWait(this);
        if (asked.isPositive()) {
            throw new BatchInterruptedException(0, asked, null);
        }
        states.begins(this);
        try {
            process(message);
        } finally {
            states.ended();
        }
    }

    private void process(Message<List<byte[]>> message) {
        long start = System.nanoTime();
        Batch batch = new Batch(StageRecord.of(message), start);
        try {
            batch.proceed();
            batch.process();
            batch.awaitAcknowledgements();
        } catch (OutageException outage) {
            throw interrupted(batch, outage);
        }
        if (states.running(this)) {
            LOG.info("{} goes on", stage.stage().wireName());
        }
        metrics.batchTook(Duration.ofNanos(System.nanoTime() - start));
    }

    private BatchInterruptedException interrupted(Batch batch, OutageException reason) {
        int done = batch.acknowledgedRecords();
        if (batch.endedEarly) {
            return new BatchInterruptedException(done, states.stopping() ? UNTIL_STOPPED : Duration.ZERO, null);
        }
        boolean isNew = !states.isPaused(this);
        Duration wait = states.paused(this, reason);
        if (isNew) {
            LOG.warn("{} is paused: {}", stage.stage().wireName(), reason.getMessage());
        }
        return new BatchInterruptedException(done, wait, reason);
    }

    /** A batch on its way through the stage. */
    private final class Batch implements Emitter {

        private final Map<UUID, StageRecord> records = new LinkedHashMap<>();
        private final Map<UUID, E> events = new LinkedHashMap<>();
        private final Queue<CompletableFuture<Void>> acknowledgements = new ConcurrentLinkedQueue<>();
        private final Map<Integer, UUID> documents = new TreeMap<>();
        private final Set<UUID> done = ConcurrentHashMap.newKeySet();
        private final long start;
        private volatile boolean endedEarly;

        Batch(List<StageRecord> all, long start) {
            this.start = start;
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
                acknowledgements.add(
                        deadLetters.addMalformed(record, stage.stage(), String.valueOf(malformed.getMessage())));
            }
        }

        private void keepNewest(E event, StageRecord record) {
            documents.put(record.position(), event.documentId());
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
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError unexpected) {
                LOG.error("{} failed on a batch, tries its documents one by one", stage.stage(), unexpected);
                events.values().forEach(this::processAlone);
            }
            metrics.done(events.size());
        }

        private void processAlone(E event) {
            if (done.contains(event.documentId())) {
                return;
            }
            try {
                stage.process(List.of(event), this);
            } catch (OutageException outage) {
                throw outage;
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError unexpected) {
                LOG.error("{} cannot process document {}", stage.stage(), event.documentId(), unexpected);
                emit(Topic.INDEXED, internalError(event, unexpected));
            }
        }

        @Override
        public void emit(Topic topic, Event event) {
            CompletableFuture<Void> published = publisher.publish(lane.apply(topic), event);
            if (published.isCompletedExceptionally()) {
                EventPublisher.await(published);
            }
            acknowledgements.add(published);
            if (event instanceof DocumentRejected rejected) {
                metrics.rejected(rejected);
                StageRecord record = records.get(rejected.documentId());
                if (record != null) {
                    acknowledgements.add(deadLetters.add(record, rejected));
                }
            }
        }

        @Override
        public void proceed() {
            if (states.stopping() || System.nanoTime() - start > TURN_NANOS) {
                endedEarly = true;
                throw new OutageException("No more is begun in this batch", null);
            }
        }

        @Override
        public void done(DocumentEvent event) {
            done.add(event.documentId());
        }

        /** How many records from the first on need not come again. */
        int acknowledgedRecords() {
            try {
                awaitAcknowledgements();
            } catch (OutageException notAcknowledged) {
                endedEarly = false;
                return 0;
            }
            int records = 0;
            for (Map.Entry<Integer, UUID> record : documents.entrySet()) {
                if (!done.contains(record.getValue())) {
                    return record.getKey();
                }
                records = record.getKey() + 1;
            }
            return records;
        }

        void awaitAcknowledgements() {
            EventPublisher.await(CompletableFuture.allOf(acknowledgements.toArray(CompletableFuture[]::new)));
        }
    }

    private DocumentRejected internalError(E event, Throwable unexpected) {
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
                Instant.now(),
                event.attempts());
    }
}
