package dev.tributary.bench.simulation;

import static java.util.Objects.requireNonNull;

import dev.tributary.events.EventCodec;
import dev.tributary.events.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/** Topics with partitions, offsets and compaction, as Kafka has them. */
final class SimulatedLog {

    static final int PARTITIONS = 3;

    private final Map<Topic, List<Partition>> topics = new EnumMap<>(Topic.class);
    private final LongSupplier time;
    private final Chance chance;
    private final BiConsumer<Topic, Entry> witness;

    /** A record. */
    record Entry(long offset, String key, Map<String, byte[]> headers, byte[] value, long timestamp) {

        String type() {
            return EventCodec.headerText(requireNonNull(headers.get(EventCodec.TYPE_HEADER)));
        }
    }

    private static final class Partition {
        private final List<Entry> entries = new ArrayList<>();
        private long end;
    }

    /** @param witness sees each record as it comes */
    SimulatedLog(LongSupplier time, Chance chance, BiConsumer<Topic, Entry> witness) {
        this.time = time;
        this.chance = chance;
        this.witness = witness;
        for (Topic topic : Topic.values()) {
            List<Partition> partitions = new ArrayList<>();
            for (int i = 0; i < PARTITIONS; i++) {
                partitions.add(new Partition());
            }
            topics.put(topic, partitions);
        }
    }

    static int partitionOf(String key) {
        return Math.floorMod(key.hashCode(), PARTITIONS);
    }

    void append(Topic topic, EventCodec.Encoded event) {
        Map<String, byte[]> headers = new HashMap<>();
        event.headers().forEach((name, text) -> headers.put(name, text.getBytes(StandardCharsets.UTF_8)));
        append(topic, event.key(), headers, event.value());
    }

    void append(Topic topic, String key, Map<String, byte[]> headers, byte[] value) {
        Partition partition = partition(topic, partitionOf(key));
        byte[] body = chance.strikes(Fault.UNKNOWN_FIELDS) ? withUnknownFields(value) : value;
        Entry entry = new Entry(partition.end++, key, headers, body, time.getAsLong());
        partition.entries.add(entry);
        witness.accept(topic, entry);
    }

    /** At most so many records from an offset on, of those that there still are. */
    List<Entry> read(Topic topic, int partition, long from, int most) {
        return partition(topic, partition).entries.stream()
                .filter(entry -> entry.offset() >= from)
                .limit(most)
                .toList();
    }

    /** The offset that the next record will have. */
    long end(Topic topic, int partition) {
        return partition(topic, partition).end;
    }

    /** Drops every record before the offset that is followed, before the offset, by one with its key. */
    void compact(Topic topic, int partition, long before) {
        List<Entry> entries = partition(topic, partition).entries;
        Set<String> later = new HashSet<>();
        for (int i = entries.size() - 1; i >= 0; i--) {
            Entry entry = entries.get(i);
            if (entry.offset() < before && !later.add(entry.key())) {
                entries.remove(i);
            }
        }
    }

    private Partition partition(Topic topic, int partition) {
        return topics.getOrDefault(topic, List.of()).get(partition);
    }

    /** What a later release may add to an event. */
    private static byte[] withUnknownFields(byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8);
        return (text.substring(0, text.lastIndexOf('}')) + ",\"addedLater\":{\"by\":[1,null]}}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
