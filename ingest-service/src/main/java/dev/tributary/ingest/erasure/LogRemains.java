package dev.tributary.ingest.erasure;

import dev.tributary.events.AnswerEvent.AnswerGiven;
import dev.tributary.events.AnswerEvent.Content;
import dev.tributary.events.DocumentEvent;
import dev.tributary.events.Event;
import dev.tributary.events.EventCodec;
import dev.tributary.events.FeedbackEvent.FeedbackGiven;
import dev.tributary.events.MalformedEventException;
import dev.tributary.events.Topic;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** What the log still has of an erased document, found by showing it every record. */
final class LogRemains {

    private static final int UUID_LENGTH = 36;

    private final String documentId;
    private final long version;
    private final Map<TopicPartition, Topic> partitions = new HashMap<>();
    private final Map<Topic, Map<String, Boolean>> lastWords = new EnumMap<>(Topic.class);

    /** @param version of the erasure: what is older must go */
    LogRemains(UUID documentId, long version) {
        this.documentId = documentId.toString();
        this.version = version;
    }

    /** The id of the document that a record is about; null if it is about none. */
    static @Nullable String document(@Nullable String key) {
        return key == null || key.length() < UUID_LENGTH ? null : key.substring(0, UUID_LENGTH);
    }

    void look(Topic topic, ConsumerRecord<String, byte[]> record) {
        boolean ofAnswers = topic == Topic.ANSWERS || topic == Topic.FEEDBACK;
        if (ofAnswers ? !concernsAnswer(topic, record) : !documentId.equals(document(record.key()))) {
            return;
        }
        boolean old = record.value() != null && isOld(record);
        lastWords.computeIfAbsent(topic, none -> new HashMap<>()).put(record.key(), old);
        if (old) {
            partitions.put(new TopicPartition(record.topic(), record.partition()), topic);
        }
    }

    /** Where old versions are. */
    Set<TopicPartition> partitions() {
        return Set.copyOf(partitions.keySet());
    }

    boolean isIn(Topic topic) {
        return partitions.containsValue(topic);
    }

    /** Keys whose last word is an old version, which compaction would keep for ever. */
    Map<Topic, Set<String>> uncovered() {
        Map<Topic, Set<String>> keys = new EnumMap<>(Topic.class);
        lastWords.forEach((topic, words) -> words.forEach((key, old) -> {
            if (old) {
                keys.computeIfAbsent(topic, none -> new HashSet<>()).add(key);
            }
        }));
        return keys;
    }

    /** Keys of answers do not tell; so each that names the document is read, and what is said later under its key. */
    private boolean concernsAnswer(Topic topic, ConsumerRecord<String, byte[]> record) {
        if (record.key() == null) {
            return false;
        }
        boolean known = lastWords.getOrDefault(topic, Map.of()).containsKey(record.key());
        return known
                || (record.value() != null
                        && new String(record.value(), StandardCharsets.ISO_8859_1).contains(documentId));
    }

    private boolean isOld(Event event) {
        if (event instanceof DocumentEvent document) {
            return document.version() < version;
        }
        if (event instanceof FeedbackGiven feedback) {
            return restsOnOld(feedback.answer());
        }
        return !(event instanceof AnswerGiven answer) || restsOnOld(answer);
    }

    private boolean restsOnOld(AnswerGiven answer) {
        Content content = answer.content();
        return content != null
                && content.passages().stream()
                        .anyMatch(passage ->
                                passage.documentId().toString().equals(documentId) && passage.version() < version);
    }

    /** What cannot be read is taken for old: nobody can say that it is not. */
    private boolean isOld(ConsumerRecord<String, byte[]> record) {
        Header type = record.headers().lastHeader(EventCodec.TYPE_HEADER);
        try {
            return EventCodec.decode(type == null ? null : EventCodec.headerText(type.value()), record.value())
                    .map(this::isOld)
                    .orElse(true);
        } catch (MalformedEventException malformed) {
            return true;
        }
    }
}
