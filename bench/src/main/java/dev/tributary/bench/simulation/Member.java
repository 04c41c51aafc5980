package dev.tributary.bench.simulation;

import dev.tributary.bench.simulation.Finding.Kind;
import dev.tributary.events.DocumentEvent;
import dev.tributary.events.Event;
import dev.tributary.platform.stage.Interruptions;
import dev.tributary.platform.stage.StageConsumer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.GenericMessage;

/** A process in a consumer group, as the binder and Kafka's client make it behave around a {@link StageConsumer}. */
final class Member<E extends Event & DocumentEvent> {

    private final ConsumerGroup group;
    private final SimulatedLog log;
    private final SimulatedPublisher publisher;
    private final Perils perils;
    private final Ledger ledger;
    private final boolean hasty;
    private final Supplier<StageConsumer<E>> program;
    private StageConsumer<E> consumer;
    private final long[] positions = new long[SimulatedLog.PARTITIONS];
    private final int[] epochs = new int[SimulatedLog.PARTITIONS];
    private boolean busy;

    /**
     * @param hasty without {@link Guard#OFFSETS_AFTER_EFFECTS}
     * @param program starts the process's program anew
     */
    Member(
            ConsumerGroup group,
            SimulatedLog log,
            SimulatedPublisher publisher,
            Perils perils,
            Ledger ledger,
            boolean hasty,
            Supplier<StageConsumer<E>> program) {
        this.group = group;
        this.log = log;
        this.publisher = publisher;
        this.perils = perils;
        this.ledger = ledger;
        this.hasty = hasty;
        this.program = program;
        this.consumer = program.get();
        group.join(this);
    }

    /** Takes a batch of at most so many records through the stage, unless it is still busy with another one. */
    void poll(int most) {
        if (busy) {
            return;
        }
        Map<Integer, List<SimulatedLog.Entry>> batch = fetch(most);
        if (batch.isEmpty()) {
            return;
        }
        busy = true;
        try {
            if (hasty) {
                commit(batch);
            }
            consumer.accept(message(batch));
            publisher.arrive();
            perils.mayCrash(Fault.CRASH_BEFORE_OFFSETS_COMMITTED);
            commit(batch);
        } catch (Crash crash) {
            publisher.die();
            restart();
        } catch (RuntimeException thrown) {
            publisher.arrive();
            OptionalInt done = Interruptions.done(thrown);
            if (done.isEmpty()) {
                ledger.found(Kind.STUCK, group.topic() + " is blocked by " + thrown);
            }
            commit(first(done.orElse(0), batch));
        } finally {
            busy = false;
        }
    }

    private Map<Integer, List<SimulatedLog.Entry>> fetch(int most) {
        Map<Integer, List<SimulatedLog.Entry>> batch = new HashMap<>();
        int left = most;
        for (int partition = 0; partition < SimulatedLog.PARTITIONS && left > 0; partition++) {
            if (group.owns(this, partition)) {
                if (epochs[partition] != group.epoch(partition)) {
                    epochs[partition] = group.epoch(partition);
                    positions[partition] = group.committed(partition);
                }
                List<SimulatedLog.Entry> entries = log.read(group.topic(), partition, positions[partition], left);
                if (!entries.isEmpty()) {
                    batch.put(partition, entries);
                    left -= entries.size();
                }
            }
        }
        return batch;
    }

    private static Map<Integer, List<SimulatedLog.Entry>> first(
            int records, Map<Integer, List<SimulatedLog.Entry>> batch) {
        Map<Integer, List<SimulatedLog.Entry>> first = new HashMap<>();
        int left = records;
        for (Map.Entry<Integer, List<SimulatedLog.Entry>> part : batch.entrySet()) {
            List<SimulatedLog.Entry> entries =
                    part.getValue().subList(0, Math.min(left, part.getValue().size()));
            left -= entries.size();
            if (!entries.isEmpty()) {
                first.put(part.getKey(), entries);
            }
        }
        return first;
    }

    private void commit(Map<Integer, List<SimulatedLog.Entry>> batch) {
        batch.forEach(
                (partition, entries) -> moveOn(partition, entries.getLast().offset() + 1));
    }

    /** The commit of one who lost the partition in the meantime is refused. */
    private void moveOn(int partition, long next) {
        if (group.owns(this, partition) && epochs[partition] == group.epoch(partition)) {
            positions[partition] = next;
            if (!perils.strikes(Fault.DELIVERED_AGAIN)) {
                group.commit(partition, next);
            } else {
                positions[partition] = group.committed(partition);
            }
        }
    }

    private void restart() {
        consumer = program.get();
        for (int partition = 0; partition < SimulatedLog.PARTITIONS; partition++) {
            positions[partition] = group.committed(partition);
        }
    }

    private static Message<List<byte[]>> message(Map<Integer, List<SimulatedLog.Entry>> batch) {
        List<byte[]> values = new ArrayList<>();
        List<Map<String, Object>> headers = new ArrayList<>();
        List<Object> keys = new ArrayList<>();
        List<Long> timestamps = new ArrayList<>();
        batch.values().stream().flatMap(List::stream).forEach(entry -> {
            values.add(entry.value());
            headers.add(new HashMap<>(entry.headers()));
            keys.add(entry.key());
            timestamps.add(entry.timestamp());
        });
        return new GenericMessage<>(
                values,
                Map.of(
                        KafkaHeaders.BATCH_CONVERTED_HEADERS,
                        headers,
                        KafkaHeaders.RECEIVED_KEY,
                        keys,
                        KafkaHeaders.RECEIVED_TIMESTAMP,
                        timestamps));
    }
}
