package dev.tributary.platform.start;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.ResolvableType;

/** The names that a properties record can be set by, as patterns in the notation of {@link KnownProperties}. */
final class PropertyPatterns {

    private PropertyPatterns() {}

    static Stream<String> of(String prefix, ResolvableType type) {
        Class<?> raw = type.resolve(Object.class);
        if (raw.isRecord()) {
            return Arrays.stream(raw.getRecordComponents()).flatMap(component -> of(prefix, component, raw));
        }
        if (Map.class.isAssignableFrom(raw)) {
            ResolvableType value = type.asMap().getGeneric(1);
            return value.resolve(Object.class).isRecord() ? of(prefix + ".*", value) : Stream.of(prefix + ".**");
        }
        if (Collection.class.isAssignableFrom(raw)) {
            return Stream.concat(
                    Stream.of(prefix), of(prefix + ".*", type.asCollection().getGeneric(0)));
        }
        return Stream.of(prefix);
    }

    private static Stream<String> of(String prefix, RecordComponent component, Class<?> owner) {
        ResolvableType type = ResolvableType.forMethodReturnType(component.getAccessor(), owner);
        return of(prefix + "." + ValueTypes.dashed(component.getName()), type);
    }

    /** Compares as Spring Boot does: case and dashes make no difference. */
    static boolean matches(String pattern, ConfigurationPropertyName name) {
        String[] elements = pattern.split("\\.");
        for (int i = 0; i < elements.length; i++) {
            if (elements[i].equals("**")) {
                return true;
            }
            if (i >= name.getNumberOfElements()) {
                return false;
            }
            String element = elements[i].replace("-", "");
            if (!element.equals("*") && !element.equals(name.getElement(i, ConfigurationPropertyName.Form.UNIFORM))) {
                return false;
            }
        }
        return elements.length == name.getNumberOfElements();
    }
}
