package dev.tributary.ingest.catalog;

import dev.tributary.events.OutageException;
import dev.tributary.platform.kafka.Positions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Lets threads wait until a consumer has read everything that was committed before they asked. Where the log ended for each of
 * them is known once the consumer has looked.
 */
final class EndWaiters {

    private final Map<CountDownLatch, Map<TopicPartition, Long>> asked = new ConcurrentHashMap<>();

    /** @throws OutageException if that takes longer than the limit */
    void await(Duration limit) {
        CountDownLatch reached = new CountDownLatch(1);
        asked.put(reached, Map.of());
        try {
            if (!reached.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new OutageException("The catalog could not read what Kafka has", null);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new OutageException("The service stops", stopped);
        } finally {
            asked.remove(reached);
        }
    }

    /**
     * Called by the thread that reads, whenever what it has read is in the catalog.
     *
     * @param asking another consumer: on the reading one's connection, an answer comes after the fetch that waits for records
     */
    void look(Consumer<?, ?> reading, Consumer<?, ?> asking) {
        asked.replaceAll((reached, ends) -> ends.isEmpty() ? asking.endOffsets(reading.assignment()) : ends);
        asked.forEach((reached, ends) -> {
            if (Positions.reached(reading, ends)) {
                reached.countDown();
            }
        });
    }
}
