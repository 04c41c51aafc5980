package dev.tributary.ingest.catalog;

import dev.tributary.events.DocumentEvent;
import dev.tributary.events.EventCodec;
import dev.tributary.events.MalformedEventException;
import dev.tributary.ingest.catalog.DeadLetter.Dropped;
import dev.tributary.platform.stage.DeadLetterHeaders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Records of the topic of dead letters, in their order. */
final class DeadLetterRecords {

    private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();

    void add(ConsumerRecord<String, byte[]> record) {
        if (record.key() != null) {
            records.add(record);
        }
    }

    void applyTo(JdbcClient sql, Instant oldest) {
        for (ConsumerRecord<String, byte[]> record : records) {
            if (record.value() == null) {
                DeadLetterRows.drop(sql, dropped(record));
            } else {
                DeadLetterRows.save(sql, read(record), header(record, EventCodec.TYPE_HEADER), record.value());
            }
        }
        if (!records.isEmpty()) {
            DeadLetterRows.forgetBefore(sql, oldest);
        }
    }

    /** A tombstone that does not say up to where means all. */
    private static Dropped dropped(ConsumerRecord<String, byte[]> record) {
        return new Dropped(record.key(), number(header(record, DeadLetterHeaders.VERSION), Long.MAX_VALUE), (int)
                number(header(record, DeadLetterHeaders.ATTEMPT), Integer.MAX_VALUE));
    }

    private static DeadLetter read(ConsumerRecord<String, byte[]> record) {
        DocumentEvent event = decode(header(record, EventCodec.TYPE_HEADER), record.value());
        int attempt = (int) number(header(record, DeadLetterHeaders.ATTEMPT), 1);
        return new DeadLetter(
                record.key(),
                event == null ? uuid(record.key()) : event.documentId(),
                event == null ? null : event.tenant(),
                event == null ? null : event.source(),
                event == null ? null : event.nativeId(),
                event == null ? 0 : event.version(),
                attempt,
                text(record, DeadLetterHeaders.STAGE, "unknown"),
                text(record, DeadLetterHeaders.REASON, "internal"),
                text(record, DeadLetterHeaders.MESSAGE, "The record does not say why it was laid aside."),
                Boolean.parseBoolean(header(record, DeadLetterHeaders.RETRYABLE)),
                Instant.ofEpochMilli(record.timestamp()),
                event);
    }

    static @Nullable DocumentEvent decode(@Nullable String type, byte[] value) {
        try {
            return EventCodec.decode(type, value)
                    .filter(DocumentEvent.class::isInstance)
                    .map(DocumentEvent.class::cast)
                    .orElse(null);
        } catch (MalformedEventException noEvent) {
            return null;
        }
    }

    private static String text(ConsumerRecord<String, byte[]> record, String name, String standard) {
        String value = header(record, name);
        return value == null ? standard : value;
    }

    private static @Nullable String header(ConsumerRecord<String, byte[]> record, String name) {
        Headers headers = record.headers();
        Header header = headers.lastHeader(name);
        return header == null ? null : EventCodec.headerText(header.value());
    }

    private static long number(@Nullable String text, long standard) {
        try {
            return text == null ? standard : Long.parseLong(text);
        } catch (NumberFormatException malformed) {
            return standard;
        }
    }

    private static @Nullable UUID uuid(String key) {
        try {
            return UUID.fromString(key);
        } catch (IllegalArgumentException other) {
            return null;
        }
    }
}
