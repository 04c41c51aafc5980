package dev.tributary.platform.start;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

/** What can be written for a setting of a Java type, in the words of a person who edits a configuration file. */
final class ValueTypes {

    private static final Map<Class<?>, String> WORDS = Map.of(
            Boolean.class, "true or false",
            Duration.class, "a duration such as 500ms, 30s, 5m or 12h",
            DataSize.class, "a size such as 512KB, 10MB or 1GB",
            URI.class, "a URI such as http://host:8080/path",
            Path.class, "a path of a file or folder",
            InetAddress.class, "an IP address, or a host name that resolves to one",
            Double.class, "a number",
            Float.class, "a number");

    private ValueTypes() {}

    static String describe(Class<?> declared) {
        Class<?> type = ClassUtils.resolvePrimitiveIfNecessary(declared);
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant ->
                            ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .collect(Collectors.joining(", "));
        }
        if (Number.class.isAssignableFrom(type)) {
            return WORDS.getOrDefault(type, "a whole number");
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list of values";
        }
        return WORDS.getOrDefault(
                type,
                "a value that can be read as " + dashed(type.getSimpleName()).replace('-', ' '));
    }

    /** A Java name as it is written in a configuration file: {@code maxBodySize} is {@code max-body-size}. */
    static String dashed(String name) {
        return Arrays.stream(name.split("\\."))
                .map(DataObjectPropertyName::toDashedForm)
                .collect(Collectors.joining("."));
    }
}
