package dev.tributary.events;

import static java.util.Map.entry;
import static java.util.stream.Collectors.toUnmodifiableMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.uuid.Generators;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;
import tools.jackson.databind.json.JsonMapper;

/** Events on the wire: CloudEvents 1.0 in Kafka's binary mode, the event's record as JSON. */
public final class EventCodec {

    /** Header with the event's type, by which a reader knows what the JSON means. */
    public static final String TYPE_HEADER = "ce_type";

    private static final String CONTENT_TYPE = "application/json";

    /** Names on the wire; never derived from class names, never changed. */
    private static final Map<Class<? extends Event>, String> TYPES = Map.ofEntries(
            entry(DocumentCaptured.class, "dev.tributary.document.captured.v1"),
            entry(DocumentRemoved.class, "dev.tributary.document.removed.v1"),
            entry(DocumentParsed.class, "dev.tributary.document.parsed.v1"),
            entry(DocumentIndexed.class, "dev.tributary.document.indexed.v1"),
            entry(DocumentUnindexed.class, "dev.tributary.document.unindexed.v1"),
            entry(DocumentRejected.class, "dev.tributary.document.rejected.v1"),
            entry(SourceEvent.SourceChanged.class, "dev.tributary.source.changed.v1"),
            entry(GenerationEvent.GenerationChanged.class, "dev.tributary.generation.changed.v1"),
            entry(GenerationEvent.LiveGenerationChosen.class, "dev.tributary.generation.chosen.v1"),
            entry(ModelEvent.ModelConfigured.class, "dev.tributary.model.configured.v1"),
            entry(ModelEvent.ModelRemoved.class, "dev.tributary.model.removed.v1"),
            entry(ModelEvent.RoutesChanged.class, "dev.tributary.model.routes-changed.v1"),
            entry(KeyEvent.KeyCreated.class, "dev.tributary.key.created.v1"),
            entry(KeyEvent.KeyRevoked.class, "dev.tributary.key.revoked.v1"),
            entry(AnswerEvent.AnswerGiven.class, "dev.tributary.answer.given.v1"),
            entry(AnswerEvent.AnswerBrokenOff.class, "dev.tributary.answer.broken-off.v1"),
            entry(FeedbackEvent.FeedbackGiven.class, "dev.tributary.feedback.given.v1"),
            entry(StageEvent.StageChanged.class, "dev.tributary.stage.changed.v1"),
            entry(ErasureEvent.ErasureRequested.class, "dev.tributary.erasure.requested.v1"),
            entry(ErasureEvent.PlaceErased.class, "dev.tributary.erasure.place-erased.v1"),
            entry(ErasureEvent.ErasureReleased.class, "dev.tributary.erasure.released.v1"));

    private static final Map<String, Class<? extends Event>> CLASSES =
            TYPES.entrySet().stream().collect(toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addMixIn(Stage.class, WireEnum.class)
            .addMixIn(RejectionReason.class, WireEnum.class)
            .addMixIn(GenerationEvent.State.class, WireEnum.class)
            .addMixIn(FeedbackEvent.Rating.class, WireEnum.class)
            .build();

    private final String producer;
    private final Clock clock;

    /**
     * @param producer the service that speaks, for instance {@code ingest-service}
     * @param clock what CloudEvents' {@code time} is taken from
     */
    public EventCodec(String producer, Clock clock) {
        this.producer = producer;
        this.clock = clock;
    }

    /** An event as a record's key, headers and value. */
    public record Encoded(String key, Map<String, String> headers, byte[] value) {}

    public Encoded encode(Event event) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", Generators.timeBasedEpochGenerator().generate().toString());
        headers.put("ce_source", "/tributary/" + producer);
        headers.put(TYPE_HEADER, typeOf(event));
        headers.put("ce_subject", event.key());
        headers.put("ce_time", clock.instant().toString());
        headers.put("content-type", CONTENT_TYPE);
        headers.put("contentType", CONTENT_TYPE);
        return new Encoded(event.key(), headers, JSON.writeValueAsBytes(event));
    }

    /**
     * The event, or nothing if this version of the contract does not know its type.
     *
     * @param type the value of {@link #TYPE_HEADER}; null if the record has none
     * @throws MalformedEventException if the value is not such an event
     */
    public static Optional<Event> decode(@Nullable String type, byte[] value) {
        if (type == null) {
            throw new MalformedEventException("The record has no " + TYPE_HEADER + " header", null);
        }
        Class<? extends Event> eventClass = CLASSES.get(type);
        if (eventClass == null) {
            return Optional.empty();
        }
        try {
            Event event = JSON.readValue(value, eventClass);
            if (event == null) {
                throw new MalformedEventException("An event of type " + type + " is null", null);
            }
            return Optional.of(event);
        } catch (JacksonException | IllegalArgumentException | NullPointerException malformed) {
            throw new MalformedEventException(
                    "Not an event of type " + type + ": " + malformed.getMessage(), malformed);
        }
    }

    /** All events of this version of the contract, by their types' wire names. */
    public static Map<String, Class<? extends Event>> types() {
        return CLASSES;
    }

    /** The wire name of the event's type. */
    public static String typeOf(Event event) {
        String type = TYPES.get(event.getClass());
        if (type == null) {
            throw new IllegalArgumentException("No wire name for " + event.getClass());
        }
        return type;
    }

    /** The bytes of a header as text. */
    public static String headerText(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
    private enum WireEnum {}
}
