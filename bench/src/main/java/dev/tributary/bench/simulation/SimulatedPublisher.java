package dev.tributary.bench.simulation;

import dev.tributary.events.Event;
import dev.tributary.events.EventCodec;
import dev.tributary.events.Topic;
import dev.tributary.platform.kafka.EventPublisher;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A process's way to the log: what is sent arrives now, a little later, or, if the process dies before, perhaps never. */
final class SimulatedPublisher implements EventPublisher {

    private final SimulatedLog log;
    private final EventCodec codec;
    private final Perils perils;
    private final List<Sent> underWay = new ArrayList<>();

    private record Sent(Topic topic, String key, Map<String, byte[]> headers, byte[] value) {}

    SimulatedPublisher(SimulatedLog log, EventCodec codec, Perils perils) {
        this.log = log;
        this.codec = codec;
        this.perils = perils;
    }

    @Override
    public CompletableFuture<Void> publish(Topic topic, Event event) {
        EventCodec.Encoded encoded = codec.encode(event);
        Map<String, byte[]> headers = new HashMap<>();
        encoded.headers().forEach((name, text) -> headers.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return publishRecord(topic, encoded.key(), headers, encoded.value());
    }

    @Override
    public CompletableFuture<Void> publishRecord(Topic topic, String key, Map<String, byte[]> headers, byte[] value) {
        perils.mayStall();
        perils.mayCrash(Fault.CRASH_BEFORE_PUBLISH);
        if (perils.strikes(Fault.PUBLISH_REFUSED)) {
            return CompletableFuture.failedFuture(Perils.outage(Fault.PUBLISH_REFUSED));
        }
        underWay.add(new Sent(topic, key, headers, value));
        if (perils.below(2) == 0) {
            arrive();
        }
        perils.mayCrash(Fault.CRASH_AFTER_PUBLISH);
        return perils.strikes(Fault.PUBLISH_UNANSWERED)
                ? CompletableFuture.failedFuture(Perils.outage(Fault.PUBLISH_UNANSWERED))
                : CompletableFuture.completedFuture(null);
    }

    /** All that was sent arrives. */
    void arrive() {
        List<Sent> arriving = List.copyOf(underWay);
        underWay.clear();
        arriving.forEach(this::append);
    }

    /** The process died: of what was sent to a partition, the first records arrive, and then no more. */
    void die() {
        Set<String> cut = new HashSet<>();
        List<Sent> last = List.copyOf(underWay);
        underWay.clear();
        for (Sent sent : last) {
            String partition = sent.topic() + "-" + SimulatedLog.partitionOf(sent.key());
            if (perils.below(3) == 0) {
                cut.add(partition);
            }
            if (!cut.contains(partition)) {
                append(sent);
            }
        }
    }

    private void append(Sent sent) {
        log.append(sent.topic(), sent.key(), sent.headers(), sent.value());
    }
}
