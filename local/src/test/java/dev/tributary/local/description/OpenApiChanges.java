package dev.tributary.local.description;

import dev.tributary.local.description.SchemaChanges.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Finds what breaks clients of an older description: a path, method, parameter, field, answer or media type that is gone, a
 * field or parameter that is required now, another type or format, fewer values or narrower limits of what is sent, and
 * fields of answers that may be missing now. What is added breaks nobody.
 */
final class OpenApiChanges {

    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch", "head");

    private final JsonNode before;
    private final JsonNode after;
    private final List<String> found = new ArrayList<>();

    private OpenApiChanges(JsonNode before, JsonNode after) {
        this.before = before;
        this.after = after;
    }

    static List<String> breaking(JsonNode before, JsonNode after) {
        OpenApiChanges changes = new OpenApiChanges(before, after);
        for (Map.Entry<String, JsonNode> path : before.path("paths").properties()) {
            JsonNode now = after.path("paths").path(path.getKey());
            METHODS.stream()
                    .filter(path.getValue()::has)
                    .forEach(method -> changes.operation(
                            method + " " + path.getKey(), path.getValue().path(method), now.path(method)));
        }
        return List.copyOf(changes.found);
    }

    private void operation(String where, JsonNode old, JsonNode now) {
        if (now.isMissingNode()) {
            found.add(where + ": gone");
            return;
        }
        parameters(where, old.path("parameters"), now.path("parameters"));
        JsonNode body = now.path("requestBody");
        if (body.path("required").asBoolean(false)
                && !old.path("requestBody").path("required").asBoolean(false)) {
            found.add(where + ": a body is required now");
        }
        content(where + " sent", old.path("requestBody"), body, Direction.SENT);
        for (Map.Entry<String, JsonNode> response : old.path("responses").properties()) {
            String answer = where + " " + response.getKey();
            JsonNode other = now.path("responses").path(response.getKey());
            if (!other.isMissingNode()) {
                content(answer, response.getValue(), other, Direction.READ);
            } else if (response.getKey().startsWith("2")) {
                found.add(answer + ": gone");
            }
        }
    }

    private void parameters(String where, JsonNode old, JsonNode now) {
        for (JsonNode parameter : old) {
            String name = where + " parameter " + parameter.path("name").asString();
            Optional<JsonNode> same = same(parameter, now);
            if (same.isEmpty()) {
                found.add(name + ": gone");
                continue;
            }
            if (same.get().path("required").asBoolean(false)
                    && !parameter.path("required").asBoolean(false)) {
                found.add(name + ": required now");
            }
            schemas(name, parameter, same.get(), Direction.SENT);
        }
        for (JsonNode parameter : now) {
            if (parameter.path("required").asBoolean(false)
                    && same(parameter, old).isEmpty()) {
                found.add(where + " parameter " + parameter.path("name").asString() + ": required now");
            }
        }
    }

    private static Optional<JsonNode> same(JsonNode parameter, JsonNode all) {
        return all.valueStream()
                .filter(each -> each.path("name").equals(parameter.path("name"))
                        && each.path("in").equals(parameter.path("in")))
                .findFirst();
    }

    private void content(String where, JsonNode old, JsonNode now, Direction direction) {
        for (Map.Entry<String, JsonNode> type : old.path("content").properties()) {
            JsonNode other = now.path("content").path(type.getKey());
            if (other.isMissingNode()) {
                found.add(where + " as " + type.getKey() + ": gone");
            } else {
                schemas(where, type.getValue(), other, direction);
            }
        }
    }

    private void schemas(String where, JsonNode old, JsonNode now, Direction direction) {
        new SchemaChanges(before, after, found).compare(where, old.path("schema"), now.path("schema"), direction);
    }
}
