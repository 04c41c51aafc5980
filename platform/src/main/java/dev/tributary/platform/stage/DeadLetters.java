package dev.tributary.platform.stage;

import dev.tributary.events.DocumentRejected;
import dev.tributary.events.RejectionReason;
import dev.tributary.events.Stage;
import dev.tributary.events.Topic;
import dev.tributary.platform.kafka.EventPublisher;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Lays aside what can never succeed, as it was, with the reason in headers. */
final class DeadLetters {

    private final EventPublisher publisher;

    DeadLetters(EventPublisher publisher) {
        this.publisher = publisher;
    }

    CompletableFuture<Void> add(StageRecord record, DocumentRejected rejected) {
        return add(
                record,
                rejected.stage(),
                rejected.reason(),
                rejected.message(),
                rejected.retryable(),
                rejected.attempts());
    }

    CompletableFuture<Void> addMalformed(StageRecord record, Stage stage, String message) {
        return add(record, stage, RejectionReason.INTERNAL, message, false, 1);
    }

    private CompletableFuture<Void> add(
            StageRecord record, Stage stage, RejectionReason reason, String message, boolean retryable, int attempt) {
        Map<String, byte[]> headers = new HashMap<>(record.headers());
        headers.put(DeadLetterHeaders.STAGE, bytes(stage.wireName()));
        headers.put(DeadLetterHeaders.REASON, bytes(reason.wireName()));
        headers.put(DeadLetterHeaders.MESSAGE, bytes(message));
        headers.put(DeadLetterHeaders.RETRYABLE, bytes(Boolean.toString(retryable)));
        headers.put(DeadLetterHeaders.ATTEMPT, bytes(Integer.toString(attempt)));
        return publisher.publishRecord(Topic.DEAD, key(record), headers, record.value());
    }

    /** The last dead letter of a key is kept: records without one must not replace each other. */
    private static String key(StageRecord record) {
        return record.key().isBlank() ? UUID.nameUUIDFromBytes(record.value()).toString() : record.key();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
