package dev.tributary.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is on the wire today can be read for ever. */
class GoldenEventsTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final EventCodec CODEC = new EventCodec("test", Clock.fixed(Examples.NOON, ZoneOffset.UTC));

    @ParameterizedTest
    @MethodSource("files")
    void anEventLooksOnTheWireAsItAlwaysDid(String file) {
        assertThat(JSON.readTree(CODEC.encode(event(file)).value())).isEqualTo(golden(file));
    }

    @ParameterizedTest
    @MethodSource("files")
    void aReleasedEventIsReadWhole(String file) {
        assertThat(decode(file, golden(file))).isEqualTo(event(file));
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatALaterVersionAddsIsIgnored(String file) {
        ObjectNode later = ((ObjectNode) golden(file)).put("addedLater", true);
        assertThat(decode(file, later)).isEqualTo(event(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"document-captured", "document-parsed", "document-rejected"})
    void anEventFromBeforeThereWereReplaysIsAFirstAttempt(String file) {
        ObjectNode older = (ObjectNode) golden(file);
        older.remove("attempt");
        older.withObject("document").remove("attempt");
        assertThat(((DocumentEvent) decode(file, older)).attempts()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("files")
    void headersAreThoseOfCloudEvents(String file) {
        Event event = event(file);
        assertThat(CODEC.encode(event).headers())
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_source", "/tributary/test")
                .containsEntry("ce_subject", event.key())
                .containsEntry("ce_time", "2026-03-14T12:00:00Z")
                .containsEntry("content-type", "application/json")
                .containsKeys("ce_id", "ce_type");
    }

    static Stream<String> files() {
        return Examples.BY_FILE.keySet().stream().sorted();
    }

    private static Event event(String file) {
        Event event = Examples.BY_FILE.get(file);
        if (event == null) {
            throw new IllegalArgumentException(file);
        }
        return event;
    }

    private static Event decode(String file, JsonNode json) {
        return EventCodec.decode(EventCodec.typeOf(event(file)), JSON.writeValueAsBytes(json))
                .orElseThrow();
    }

    private static JsonNode golden(String file) {
        try (InputStream json = GoldenEventsTest.class.getResourceAsStream("/golden/" + file + ".v1.json")) {
            return JSON.readTree(json);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
