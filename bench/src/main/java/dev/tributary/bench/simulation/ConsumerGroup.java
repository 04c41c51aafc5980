package dev.tributary.bench.simulation;

import dev.tributary.events.Topic;
import java.util.ArrayList;
import java.util.List;

/** Who reads which partition of a topic, and how far the group has come. */
final class ConsumerGroup {

    private final Topic topic;
    private final List<Member<?>> members = new ArrayList<>();
    private final long[] committed = new long[SimulatedLog.PARTITIONS];
    private final int[] owners = new int[SimulatedLog.PARTITIONS];
    private final int[] epochs = new int[SimulatedLog.PARTITIONS];

    ConsumerGroup(Topic topic) {
        this.topic = topic;
    }

    void join(Member<?> member) {
        members.add(member);
    }

    List<Member<?>> members() {
        return members;
    }

    Topic topic() {
        return topic;
    }

    boolean owns(Member<?> member, int partition) {
        return members.get(owners[partition]) == member;
    }

    /** Rises whenever the partition changes hands. */
    int epoch(int partition) {
        return epochs[partition];
    }

    /** The offset that a new owner of the partition starts from. */
    long committed(int partition) {
        return committed[partition];
    }

    void commit(int partition, long next) {
        committed[partition] = next;
    }

    /** The partition goes to another member, or is taken from a member and given back. */
    void rebalance(int partition, int member) {
        owners[partition] = member;
        epochs[partition]++;
    }

    boolean atEnd(SimulatedLog log) {
        for (int partition = 0; partition < SimulatedLog.PARTITIONS; partition++) {
            if (!log.read(topic, partition, committed[partition], 1).isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
