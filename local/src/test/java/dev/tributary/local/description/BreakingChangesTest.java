package dev.tributary.local.description;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Each kind of change, made to the released descriptions themselves. */
final class BreakingChangesTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String SEARCH = "/paths/~1v1~1search/post";
    private static final String BODY = "/components/schemas/SearchBody";
    private static final String HIT = "/components/schemas/SearchHit";
    private static final String CAPTURED = "/components/schemas/DocumentCaptured";

    /**
     * A change.
     *
     * @param at what is changed, a JSON pointer
     * @param merged fields that are put there, as JSON; null removes one
     * @param finding part of what must be found; empty if the change breaks nobody
     */
    record Change(String at, String merged, String finding) {}

    static Stream<Change> openApi() {
        return Stream.of(
                new Change("/paths", "{'/v1/search': null}", "post /v1/search: gone"),
                new Change("/paths/~1v1~1search", "{'post': null}", "post /v1/search: gone"),
                new Change(BODY + "/properties", "{'mode': null}", ".mode: gone"),
                new Change(BODY, "{'required': ['query', 'limit']}", ".limit: required now"),
                new Change(BODY + "/properties/limit", "{'type': 'string'}", ".limit: type was"),
                new Change(BODY + "/properties/limit", "{'format': 'int64'}", ".limit: other format"),
                new Change(BODY + "/properties/limit", "{'maximum': 50}", "maximum is narrower"),
                new Change(BODY + "/properties/mode", "{'enum': ['hybrid']}", ".mode: fewer values"),
                new Change(BODY + "/properties/query", "{'pattern': 'a+'}", "another pattern"),
                new Change(HIT + "/properties", "{'title': null}", ".title: gone"),
                new Change(HIT, "{'required': ['title']}", ".score: may be missing now"),
                new Change(HIT + "/properties/score", "{'type': ['number', 'null']}", ".score: type was"),
                new Change(SEARCH + "/responses", "{'200': null}", "200: gone"),
                new Change(SEARCH + "/responses/200/content", "{'application/json': null}", "application/json: gone"),
                new Change(
                        "/paths/~1v1~1documents/get",
                        "{'parameters': [{'name': 'tenant', 'in': 'query', 'required': true}]}",
                        "tenant: required now"),
                new Change("/paths/~1v1~1documents/get", "{'parameters': []}", "parameter cursor: gone"),
                new Change("/paths", "{'/v2/search': {'post': {}}}", ""),
                new Change(BODY + "/properties", "{'boost': {'type': 'number'}}", ""),
                new Change(BODY + "/properties/limit", "{'type': ['number', 'null'], 'description': 'other'}", ""),
                new Change(HIT + "/properties", "{'boost': {'type': 'number'}}", ""),
                new Change(SEARCH + "/responses", "{'418': {'description': 'tea'}}", ""));
    }

    static Stream<Change> asyncApi() {
        return Stream.of(
                new Change("/channels", "{'captured': null}", "captured: gone"),
                new Change("/channels/captured", "{'address': 'docs.captured.v2'}", "at another address"),
                new Change(
                        "/channels/captured/messages",
                        "{'dev.tributary.document.captured.v1': null}",
                        "dev.tributary.document.captured.v1: gone"),
                new Change(CAPTURED + "/properties", "{'mediaType': null}", ".mediaType: gone"),
                new Change(CAPTURED + "/properties", "{'added': {'type': 'string'}}", ""),
                new Change("/channels", "{'added': {'address': 'added.v1'}}", ""));
    }

    @ParameterizedTest
    @MethodSource("openApi")
    void whatBreaksClientsIsFoundAndNothingElse(Change change) {
        JsonNode released = CommittedDescription.released("openapi.json");
        check(change, OpenApiChanges.breaking(released, changed(released, change)));
    }

    @ParameterizedTest
    @MethodSource("asyncApi")
    void whatBreaksReadersOfEventsIsFoundAndNothingElse(Change change) {
        JsonNode released = CommittedDescription.released("asyncapi.json");
        check(change, AsyncApiChanges.breaking(released, changed(released, change)));
    }

    /** Old events lack it. */
    @Test
    void aFieldThatEventsMustHaveFromNowOnBreaksTheReadingOfOldOnes() {
        JsonNode released = CommittedDescription.released("asyncapi.json");
        JsonNode later = released.deepCopy();
        ((ArrayNode) later.at(CAPTURED + "/required")).add("added");
        ((ObjectNode) later.at(CAPTURED + "/properties")).putObject("added").put("type", "string");
        assertThat(AsyncApiChanges.breaking(released, later))
                .containsExactly("dev.tributary.document.captured.v1.added: required now");
    }

    private static void check(Change change, List<String> found) {
        if (change.finding().isEmpty()) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).anySatisfy(finding -> assertThat(finding).contains(change.finding()));
        }
    }

    private static JsonNode changed(JsonNode released, Change change) {
        JsonNode copy = released.deepCopy();
        ObjectNode place = (ObjectNode) copy.at(change.at());
        JSON.readTree(change.merged().replace('\'', '"')).properties().forEach(field -> {
            if (field.getValue().isNull()) {
                assertThat(place.has(field.getKey())).isTrue();
                place.remove(field.getKey());
            } else {
                place.set(field.getKey(), field.getValue());
            }
        });
        return copy;
    }
}
