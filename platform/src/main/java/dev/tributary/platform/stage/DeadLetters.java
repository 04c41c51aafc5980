package dev.tributary.platform.stage;

import dev.tributary.events.RejectionReason;
import dev.tributary.events.Stage;
import dev.tributary.events.Topic;
import dev.tributary.platform.kafka.EventPublisher;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Lays aside what can never succeed, as it was, with the reason in headers. */
final class DeadLetters {

    private final EventPublisher publisher;

    DeadLetters(EventPublisher publisher) {
        this.publisher = publisher;
    }

    CompletableFuture<Void> add(StageRecord record, Stage stage, RejectionReason reason, String message) {
        Map<String, byte[]> headers = new HashMap<>(record.headers());
        headers.put("tributary_stage", bytes(stage.wireName()));
        headers.put("tributary_reason", bytes(reason.wireName()));
        headers.put("tributary_message", bytes(message));
        return publisher.publishRecord(Topic.DEAD, record.key(), headers, record.value());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
