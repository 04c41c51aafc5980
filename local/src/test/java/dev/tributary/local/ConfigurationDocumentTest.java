package dev.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** The table of settings says of the code what the code says of itself. */
class ConfigurationDocumentTest {

    private static final Path README = Path.of("../README.md");
    private static final Path DOCUMENT = Path.of("../docs/configuration.md");

    @Test
    void theTableHasEverySettingWithItsDefaultAndNoOther() throws Exception {
        assertThat(documented(DOCUMENT)).containsExactlyInAnyOrderEntriesOf(declared());
    }

    @Test
    void whatTheReadmeSaysOfSettingsIsTrue() throws Exception {
        assertThat(declared()).containsAllEntriesOf(documented(README));
    }

    private static Map<String, String> documented(Path document) throws Exception {
        return Files.readAllLines(document).stream()
                .filter(line -> line.startsWith("| `tributary."))
                .map(line -> line.split("\\|"))
                .collect(Collectors.toMap(
                        cells -> cells[1].strip().replace("`", ""),
                        cells -> cells[2].strip().replace("`", "")));
    }

    private static Map<String, String> declared() throws Exception {
        Map<String, String> settings = new TreeMap<>();
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        for (BeanDefinition bean : scanner.findCandidateComponents("dev.tributary")) {
            Class<?> type = Class.forName(bean.getBeanClassName());
            ConfigurationProperties properties = type.getAnnotation(ConfigurationProperties.class);
            if (type.isRecord() && properties != null) {
                String prefix = properties.prefix().isEmpty() ? properties.value() : properties.prefix();
                collect(prefix, type, settings);
            }
        }
        return settings;
    }

    private static void collect(String prefix, Class<?> type, Map<String, String> settings) {
        RecordComponent[] components = type.getRecordComponents();
        Constructor<?> canonical = Arrays.stream(type.getDeclaredConstructors())
                .filter(each -> each.getParameterCount() == components.length)
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < components.length; i++) {
            Parameter parameter = canonical.getParameters()[i];
            String name = prefix + "." + kebab(components[i].getName());
            Type generic = components[i].getGenericType();
            if (components[i].getType().isRecord()) {
                collect(name, components[i].getType(), settings);
            } else if (generic instanceof ParameterizedType map && map.getRawType() == Map.class) {
                collectMap(name, map.getActualTypeArguments()[1], settings);
            } else {
                DefaultValue value = parameter.getAnnotation(DefaultValue.class);
                settings.put(name, value == null ? "" : String.join(",", value.value()));
            }
        }
    }

    private static void collectMap(String name, Type value, Map<String, String> settings) {
        if (value instanceof Class<?> type && type.isRecord()) {
            collect(name + ".<name>", type, settings);
        } else if (value instanceof ParameterizedType) {
            settings.put(name + ".<name>.<setting>", "");
        } else {
            settings.put(name + ".<name>", "");
        }
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
