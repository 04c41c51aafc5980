package dev.tributary.query.mcp;

import dev.tributary.platform.web.InvalidRequestException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a model wrote as the arguments of a tool; it may be anything. */
record Arguments(Map<String, Object> values) {

    /** @param known all that the tool has */
    static Arguments of(@Nullable Map<String, Object> values, Set<String> known) {
        Map<String, Object> given = values == null ? Map.of() : values;
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                throw new InvalidRequestException(
                        name, given.get(name), "the arguments " + String.join(", ", new TreeSet<>(known)));
            }
        }
        return new Arguments(given);
    }

    /** @return null if it is missing */
    @Nullable String text(String name) {
        return switch (values.get(name)) {
            case null -> null;
            case String text -> text;
            default -> throw new InvalidRequestException(name, values.get(name), "a text");
        };
    }

    /** @return 0 if it is missing */
    int count(String name) {
        return switch (values.get(name)) {
            case null -> 0;
            case Integer number -> number;
            default -> throw new InvalidRequestException(name, values.get(name), "a whole number");
        };
    }
}
