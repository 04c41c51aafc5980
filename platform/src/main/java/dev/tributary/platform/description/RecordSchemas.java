package dev.tributary.platform.description;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A record's components are there unless the code says {@link Nullable}; those are null or, where it says so, left out. */
final class RecordSchemas implements ModelConverter {

    private static final String REFERENCE = "#/components/schemas/";

    private final ObjectMapper json;

    RecordSchemas(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        if (!chain.hasNext()) {
            return null;
        }
        Schema<?> schema = chain.next().resolve(type, context, chain);
        JavaType java = json.constructType(type.getType());
        if (schema != null && java.getRawClass().isRecord()) {
            describe(java, defined(schema, context));
        }
        return schema;
    }

    private static Schema<?> defined(Schema<?> schema, ModelConverterContext context) {
        String reference = schema.get$ref();
        return reference == null
                ? schema
                : context.getDefinedModels().getOrDefault(reference.substring(REFERENCE.length()), schema);
    }

    private void describe(JavaType type, Schema<?> schema) {
        @SuppressWarnings("rawtypes")
        Map<String, Schema> properties = schema.getProperties();
        if (properties == null) {
            return;
        }
        Map<String, RecordComponent> components = Stream.of(type.getRawClass().getRecordComponents())
                .collect(Collectors.toMap(RecordComponent::getName, Function.identity()));
        Set<String> required = new LinkedHashSet<>(schema.getRequired() == null ? List.of() : schema.getRequired());
        for (BeanPropertyDefinition property :
                json.getSerializationConfig().introspect(type).findProperties()) {
            RecordComponent component = components.get(property.getInternalName());
            Schema<?> described = properties.get(property.getName());
            if (component == null || described == null) {
                continue;
            }
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                required.add(property.getName());
            } else if (!required.contains(property.getName()) && !leftOut(component)) {
                properties.put(property.getName(), orNull(described));
            }
        }
        schema.setRequired(
                required.isEmpty() ? null : required.stream().sorted().toList());
    }

    private static boolean leftOut(RecordComponent component) {
        JsonInclude own = component.getAccessor().getAnnotation(JsonInclude.class);
        JsonInclude all = component.getDeclaringRecord().getAnnotation(JsonInclude.class);
        JsonInclude said = own == null ? all : own;
        return said != null && said.value() == Include.NON_NULL;
    }

    private static Schema<?> orNull(Schema<?> schema) {
        if (schema.getTypes() != null) {
            schema.addType("null");
            return schema;
        }
        if (schema.get$ref() == null) {
            return schema;
        }
        Schema<?> nothing = new Schema<>();
        nothing.addType("null");
        Schema<?> either = new Schema<>();
        either.setAnyOf(List.of(schema, nothing));
        either.setDescription(schema.getDescription());
        return either;
    }
}
