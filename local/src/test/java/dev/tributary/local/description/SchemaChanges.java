package dev.tributary.local.description;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What has changed in a schema to the disadvantage of those who know the old one. */
final class SchemaChanges {

    /** Who is hurt: whoever sends by the old schema, or whoever reads by it. */
    enum Direction {
        SENT,
        READ
    }

    private static final List<String> UPPER = List.of("maximum", "maxLength", "maxItems");
    private static final List<String> LOWER = List.of("minimum", "minLength", "minItems");

    private final JsonNode before;
    private final JsonNode after;
    private final List<String> found;
    private final Set<String> seen = new HashSet<>();

    /** @param found where findings go */
    SchemaChanges(JsonNode before, JsonNode after, List<String> found) {
        this.before = before;
        this.after = after;
        this.found = found;
    }

    void compare(String where, JsonNode old, JsonNode now, Direction direction) {
        // A schema may contain itself.
        if (old.has("$ref") && !seen.add(old.path("$ref") + " " + now.path("$ref"))) {
            return;
        }
        JsonNode one = resolved(before, old);
        JsonNode other = resolved(after, now);
        types(where, types(one), types(other), direction);
        JsonNode oneObject = notNull(before, one);
        JsonNode otherObject = notNull(after, other);
        if (!oneObject.path("format").equals(otherObject.path("format"))) {
            found.add(where + ": other format");
        }
        values(where, oneObject.path("enum"), otherObject.path("enum"), direction);
        if (direction == Direction.SENT) {
            limits(where, oneObject, otherObject);
        }
        properties(where, oneObject, otherObject, direction);
        for (String part : List.of("items", "additionalProperties")) {
            if (oneObject.path(part).isObject() && otherObject.path(part).isObject()) {
                compare(where + "." + part, oneObject.path(part), otherObject.path(part), direction);
            }
        }
    }

    private void types(String where, Set<String> old, Set<String> now, Direction direction) {
        boolean fits = direction == Direction.SENT ? allows(now, old) : allows(old, now);
        if (!fits) {
            found.add(where + ": type was " + old + " and is " + now);
        }
    }

    /** No type at all allows everything; a number may be an integer. */
    private static boolean allows(Set<String> wide, Set<String> narrow) {
        return wide.isEmpty()
                || (!narrow.isEmpty()
                        && narrow.stream()
                                .allMatch(type ->
                                        wide.contains(type) || (type.equals("integer") && wide.contains("number"))));
    }

    private void values(String where, JsonNode old, JsonNode now, Direction direction) {
        if (direction == Direction.READ || now.isMissingNode()) {
            return;
        }
        Set<JsonNode> still = now.valueStream().collect(Collectors.toSet());
        if (old.isMissingNode() || !old.valueStream().allMatch(still::contains)) {
            found.add(where + ": fewer values allowed");
        }
    }

    private void limits(String where, JsonNode old, JsonNode now) {
        for (String limit : UPPER) {
            if (now.has(limit) && (!old.has(limit) || number(now, limit) < number(old, limit))) {
                found.add(where + ": " + limit + " is narrower");
            }
        }
        for (String limit : LOWER) {
            if (now.has(limit) && number(now, limit) > (old.has(limit) ? number(old, limit) : 0)) {
                found.add(where + ": " + limit + " is narrower");
            }
        }
        if (now.has("pattern") && !now.path("pattern").equals(old.path("pattern"))) {
            found.add(where + ": another pattern");
        }
    }

    private static double number(JsonNode schema, String limit) {
        return schema.path(limit).asDouble();
    }

    private void properties(String where, JsonNode old, JsonNode now, Direction direction) {
        JsonNode properties = now.path("properties");
        Set<String> wasRequired = texts(old.path("required"));
        Set<String> isRequired = texts(now.path("required"));
        for (Map.Entry<String, JsonNode> property : old.path("properties").properties()) {
            String name = where + "." + property.getKey();
            if (!properties.has(property.getKey())) {
                found.add(name + ": gone");
                continue;
            }
            if (direction == Direction.READ
                    && wasRequired.contains(property.getKey())
                    && !isRequired.contains(property.getKey())) {
                found.add(name + ": may be missing now");
            }
            compare(name, property.getValue(), properties.path(property.getKey()), direction);
        }
        if (direction == Direction.SENT) {
            isRequired.stream()
                    .filter(name -> !wasRequired.contains(name))
                    .forEach(name -> found.add(where + "." + name + ": required now"));
        }
    }

    private static Set<String> types(JsonNode schema) {
        Set<String> types = texts(schema.path("type"));
        for (JsonNode choice : schema.path("anyOf")) {
            types.addAll(choice.has("$ref") ? Set.of("object") : types(choice));
        }
        return types;
    }

    /** Of a reference or null, what is referred to. */
    private static JsonNode notNull(JsonNode document, JsonNode schema) {
        for (JsonNode choice : schema.path("anyOf")) {
            if (choice.has("$ref")) {
                return resolved(document, choice);
            }
        }
        return schema;
    }

    private static JsonNode resolved(JsonNode document, JsonNode schema) {
        return schema.has("$ref") ? document.at(schema.path("$ref").asString().substring(1)) : schema;
    }

    private static Set<String> texts(JsonNode node) {
        Set<String> texts = new TreeSet<>();
        if (node.isString()) {
            texts.add(node.asString());
        }
        node.values().forEach(each -> texts.add(each.asString()));
        return texts;
    }
}
