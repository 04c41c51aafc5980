package dev.tributary.platform.kafka;

import dev.tributary.events.Event;
import dev.tributary.events.EventCodec;
import dev.tributary.events.Topic;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Events as Kafka's records. */
public final class EventRecords {

    private EventRecords() {}

    /** The event as a record of the topic: its key, its headers in UTF-8, its value. */
    public static ProducerRecord<String, byte[]> of(Topic topic, Event event, EventCodec codec) {
        EventCodec.Encoded encoded = codec.encode(event);
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic.topicName(), encoded.key(), encoded.value());
        encoded.headers().forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return record;
    }
}
