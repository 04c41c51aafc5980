package dev.tributary.platform.description;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json31;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The schemas of records on the wire, where nothing is ever null: what is not known is left out. */
final class EventSchemas {

    private EventSchemas() {}

    /** @return by simple name, the records that they hold included */
    static Map<String, Object> of(Collection<? extends Class<?>> types) {
        Map<String, Object> schemas = new TreeMap<>();
        types.forEach(type -> ModelConverters.getInstance(true)
                .readAll(new AnnotatedType(type))
                .forEach((name, schema) ->
                        schemas.put(name, withoutNull(Json31.mapper().convertValue(schema, Object.class)))));
        return schemas;
    }

    private static @Nullable Object withoutNull(@Nullable Object json) {
        if (json instanceof Map<?, ?> map) {
            Object either = map.get("anyOf");
            if (either instanceof List<?> choices) {
                return withoutNull(choices.get(0));
            }
            return map.entrySet().stream()
                    .collect(Collectors.toMap(
                            entry -> String.valueOf(entry.getKey()),
                            entry -> "type".equals(entry.getKey())
                                    ? type(entry.getValue())
                                    : present(withoutNull(entry.getValue())),
                            (one, other) -> one,
                            TreeMap::new));
        }
        return json instanceof List<?> list
                ? list.stream().map(EventSchemas::withoutNull).toList()
                : json;
    }

    private static Object present(@Nullable Object value) {
        return value == null ? Map.of() : value;
    }

    private static Object type(Object type) {
        if (!(type instanceof List<?> types)) {
            return type;
        }
        List<?> others = types.stream().filter(each -> !"null".equals(each)).toList();
        return others.size() == 1 ? others.get(0) : others;
    }
}
