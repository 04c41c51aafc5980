package dev.tributary.platform.description;

import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import dev.tributary.events.EventCodec;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** Tells the Jackson 2 inside of Swagger what our records say to Jackson 3. */
final class WireNames extends NopAnnotationIntrospector {

    /** Records within a controller or another record are named with it: there is more than one page. */
    @Override
    public PropertyName findRootName(AnnotatedClass type) {
        return PropertyName.construct(nameOf(type.getRawType()));
    }

    static String nameOf(Class<?> type) {
        Class<?> around = type.getEnclosingClass();
        if (around == null || around.isInterface()) {
            return type.getSimpleName();
        }
        String prefix = nameOf(around).replaceAll("Controller$", "");
        return type.getSimpleName().startsWith(prefix) ? type.getSimpleName() : prefix + type.getSimpleName();
    }

    @Override
    public @Nullable Object findNamingStrategy(AnnotatedClass type) {
        JsonNaming naming = type.getRawType().getAnnotation(JsonNaming.class);
        if (naming == null) {
            return null;
        }
        if (naming.value() != SnakeCaseStrategy.class) {
            throw new IllegalStateException("Not known to the description: " + naming + " of " + type.getName());
        }
        return PropertyNamingStrategies.SnakeCaseStrategy.class;
    }

    /** As {@link EventCodec} writes them. */
    @Override
    @SuppressWarnings("deprecation") // the one that Swagger asks
    public String[] findEnumValues(Class<?> type, Enum<?>[] values, String[] names) {
        if (type.getPackageName().equals(EventCodec.class.getPackageName())) {
            for (int i = 0; i < values.length; i++) {
                names[i] = values[i].name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
        }
        return names;
    }
}
