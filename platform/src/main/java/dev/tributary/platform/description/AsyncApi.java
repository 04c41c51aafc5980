package dev.tributary.platform.description;

import dev.tributary.events.AnswerEvent;
import dev.tributary.events.CaptureEvent;
import dev.tributary.events.ErasureEvent;
import dev.tributary.events.Event;
import dev.tributary.events.EventCodec;
import dev.tributary.events.FeedbackEvent;
import dev.tributary.events.GenerationEvent;
import dev.tributary.events.IndexEvent;
import dev.tributary.events.KeyEvent;
import dev.tributary.events.ModelEvent;
import dev.tributary.events.ParseEvent;
import dev.tributary.events.SourceEvent;
import dev.tributary.events.StageEvent;
import dev.tributary.events.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All topics and their events as an AsyncAPI 3 document. */
final class AsyncApi {

    private AsyncApi() {}

    /** The same in every process, in the order of the names. */
    static Object document() {
        return sorted(unsorted());
    }

    private static Object sorted(Object json) {
        if (json instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((name, value) -> sorted.put(String.valueOf(name), sorted(value)));
            return sorted;
        }
        return json instanceof List<?> list
                ? list.stream().map(AsyncApi::sorted).toList()
                : json;
    }

    private static Map<String, Object> unsorted() {
        Map<String, Object> channels = new TreeMap<>();
        Map<String, Object> operations = new TreeMap<>();
        for (Topic topic : Topic.values()) {
            String name = topic.name().toLowerCase(Locale.ROOT);
            channels.put(name, channel(topic));
            operations.put(
                    "read-" + name, Map.of("action", "receive", "channel", Map.of("$ref", "#/channels/" + name)));
        }
        Map<String, Object> messages = new TreeMap<>();
        EventCodec.types().forEach((type, event) -> messages.put(type, message(type, event)));
        return Map.of(
                "asyncapi",
                "3.0.0",
                "info",
                Map.of(
                        "title",
                        "Tributary's events",
                        "version",
                        "1",
                        "description",
                        "CloudEvents 1.0 in Kafka's binary mode. Fields and types of events are added, never changed or"
                                + " removed; a reader passes over what it does not know. A record without a value is a"
                                + " tombstone.",
                        "license",
                        Map.of("name", "Apache-2.0")),
                "defaultContentType",
                "application/json",
                "channels",
                channels,
                "operations",
                operations,
                "components",
                Map.of(
                        "messages",
                        messages,
                        "schemas",
                        EventSchemas.of(EventCodec.types().values())));
    }

    private static Map<String, Object> channel(Topic topic) {
        Map<String, Object> messages = new TreeMap<>();
        EventCodec.types().forEach((type, event) -> {
            if (said(topic).anyMatch(kind -> kind.isAssignableFrom(event))) {
                messages.put(type, Map.of("$ref", "#/components/messages/" + type));
            }
        });
        List<String> cleanup =
                List.of(String.valueOf(topic.settings(Duration.ZERO).get("cleanup.policy"))
                        .split(","));
        Map<String, Object> binding =
                Map.of("topic", topic.topicName(), "topicConfiguration", Map.of("cleanup.policy", cleanup));
        return Map.of("address", topic.topicName(), "messages", messages, "bindings", Map.of("kafka", binding));
    }

    private static Stream<Class<? extends Event>> said(Topic topic) {
        return switch (topic) {
            case CAPTURED, CAPTURED_BULK -> Stream.of(CaptureEvent.class);
            case PARSED, PARSED_BULK -> Stream.of(ParseEvent.class);
            case INDEXED -> Stream.of(IndexEvent.class);
            case SOURCES -> Stream.of(SourceEvent.class);
            case GENERATIONS -> Stream.of(GenerationEvent.class);
            case STAGES -> Stream.of(StageEvent.class);
            case MODELS -> Stream.of(ModelEvent.class);
            case KEYS -> Stream.of(KeyEvent.class);
            case ERASURES -> Stream.of(ErasureEvent.class);
            case ANSWERS -> Stream.of(AnswerEvent.class);
            case FEEDBACK -> Stream.of(FeedbackEvent.class);
            case DEAD -> Stream.of(CaptureEvent.class, ParseEvent.class);
        };
    }

    private static Map<String, Object> message(String type, Class<? extends Event> event) {
        Map<String, Object> text = Map.of("type", "string");
        Map<String, Object> headers = new TreeMap<>(Map.of(
                "ce_specversion",
                Map.of("const", "1.0"),
                EventCodec.TYPE_HEADER,
                Map.of("const", type),
                "ce_id",
                text,
                "ce_source",
                text,
                "ce_subject",
                text,
                "ce_time",
                Map.of("type", "string", "format", "date-time")));
        return Map.of(
                "name",
                type,
                "title",
                event.getSimpleName(),
                "contentType",
                "application/json",
                "headers",
                Map.of("type", "object", "properties", headers, "required", List.copyOf(headers.keySet())),
                "payload",
                Map.of("$ref", "#/components/schemas/" + WireNames.nameOf(event)));
    }
}
