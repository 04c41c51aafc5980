package dev.tributary.platform.stage;

import dev.tributary.events.EventCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;

/**
 * One record of a batch as the binder hands it over.
 *
 * @param position in the batch, tombstones counted
 * @param headers as on the wire, and whatever the binder added that is text or bytes
 * @param timestamp milliseconds since the epoch
 */
record StageRecord(int position, String key, Map<String, byte[]> headers, byte[] value, long timestamp) {

    /** Headers that say why a record was given up; they are not part of the event and not passed on twice. */
    private static final String OWN_HEADERS = "tributary_";

    /** The batch without tombstones. */
    @SuppressWarnings("unchecked")
    static List<StageRecord> of(Message<List<byte[]>> batch) {
        List<?> values = batch.getPayload();
        List<Map<String, Object>> headers =
                (List<Map<String, Object>>) required(batch, KafkaHeaders.BATCH_CONVERTED_HEADERS);
        List<Object> keys = (List<Object>) required(batch, KafkaHeaders.RECEIVED_KEY);
        List<Long> timestamps = (List<Long>) required(batch, KafkaHeaders.RECEIVED_TIMESTAMP);
        List<StageRecord> records = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) instanceof byte[] value) {
                records.add(new StageRecord(i, text(keys.get(i)), bytes(headers.get(i)), value, timestamps.get(i)));
            }
        }
        return records;
    }

    @Nullable String type() {
        byte[] type = headers.get(EventCodec.TYPE_HEADER);
        return type == null ? null : EventCodec.headerText(type);
    }

    private static Object required(Message<?> batch, String header) {
        Object value = batch.getHeaders().get(header);
        if (value == null) {
            throw new IllegalStateException("The binding is not in batch mode with native decoding: no " + header);
        }
        return value;
    }

    private static String text(@Nullable Object key) {
        return switch (key) {
            case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
            case null -> "";
            default -> key.toString();
        };
    }

    private static Map<String, byte[]> bytes(Map<String, Object> headers) {
        Map<String, byte[]> wire = new HashMap<>();
        headers.forEach((name, value) -> {
            boolean own = name.startsWith(OWN_HEADERS) || name.startsWith("kafka_");
            if (!own && value instanceof byte[] bytes) {
                wire.put(name, bytes);
            } else if (!own && value instanceof String text) {
                wire.put(name, text.getBytes(StandardCharsets.UTF_8));
            }
        });
        return wire;
    }
}
