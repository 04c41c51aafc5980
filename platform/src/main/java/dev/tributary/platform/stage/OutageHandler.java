package dev.tributary.platform.stage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Commits what a batch got done before it ended, puts the consumer back to the rest, and pauses it: it goes on polling,
 * and stays in its group however long the pause is.
 */
final class OutageHandler implements CommonErrorHandler, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutageHandler.class);
    private static final Duration AFTER_A_BUG = Duration.ofSeconds(10);
    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(10);

    private final ScheduledExecutorService resuming = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("stage-resume").factory());

    @Override
    public boolean seeksAfterHandling() {
        return true;
    }

    @Override
    public boolean isAckAfterHandle() {
        return false;
    }

    @Override
    public void handleBatch(
            Exception thrown,
            ConsumerRecords<?, ?> batch,
            Consumer<?, ?> consumer,
            MessageListenerContainer container,
            Runnable invokeListener) {
        BatchInterruptedException interruption = interruption(thrown);
        if (interruption == null) {
            LOG.error("A stage failed in an unexpected way and tries again", thrown);
        }
        List<ConsumerRecord<?, ?>> records = new ArrayList<>(batch.count());
        batch.forEach(records::add);
        int done = interruption == null ? 0 : Math.min(interruption.done(), records.size());
        commit(consumer, records.subList(0, done));
        List<ConsumerRecord<?, ?>> rest = records.subList(done, records.size());
        Map<TopicPartition, Long> positions = new HashMap<>();
        rest.forEach(record -> positions.putIfAbsent(partition(record), record.offset()));
        positions.forEach(consumer::seek);
        Duration wait = interruption == null ? AFTER_A_BUG : interruption.pause();
        if (wait.isPositive() && !rest.isEmpty()) {
            pause(container, partition(rest.getFirst()), wait);
        }
    }

    @Override
    public void handleOtherException(
            Exception thrown, Consumer<?, ?> consumer, MessageListenerContainer container, boolean batchListener) {
        LOG.warn("A stage's consumer stumbled and goes on: {}", thrown.toString());
    }

    @Override
    public void close() {
        resuming.shutdownNow();
    }

    private void pause(MessageListenerContainer container, TopicPartition partition, Duration wait) {
        MessageListenerContainer own = container.getContainerFor(partition.topic(), partition.partition());
        own.pause();
        var unused = resuming.schedule(own::resume, wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What fails here comes again, and changes nothing. */
    private static void commit(Consumer<?, ?> consumer, List<ConsumerRecord<?, ?>> done) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        done.forEach(record -> offsets.put(partition(record), new OffsetAndMetadata(record.offset() + 1)));
        try {
            if (!offsets.isEmpty()) {
                consumer.commitSync(offsets, COMMIT_TIMEOUT);
            }
        } catch (KafkaException failure) {
            LOG.warn("What a batch got done could not be committed, and is done again: {}", failure.toString());
        }
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    private static @Nullable BatchInterruptedException interruption(@Nullable Throwable thrown) {
        Throwable each = thrown;
        while (each != null && !(each instanceof BatchInterruptedException)) {
            each = each.getCause();
        }
        return (BatchInterruptedException) each;
    }
}
