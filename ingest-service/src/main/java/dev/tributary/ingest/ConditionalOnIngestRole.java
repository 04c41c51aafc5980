package dev.tributary.ingest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Only where {@code tributary.ingest.roles} has this role; by default a process has all of them. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Conditional(ConditionalOnIngestRole.HasRole.class)
public @interface ConditionalOnIngestRole {

    IngestRole value();

    /** Looks into the environment, since conditions are asked before there are beans. */
    final class HasRole implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            @Nullable Map<String, @Nullable Object> attributes =
                    metadata.getAnnotationAttributes(ConditionalOnIngestRole.class.getName());
            Set<IngestRole> roles = Binder.get(context.getEnvironment())
                    .bind("tributary.ingest.roles", Bindable.setOf(IngestRole.class))
                    .orElse(EnumSet.allOf(IngestRole.class));
            return attributes != null && attributes.get("value") instanceof IngestRole role && roles.contains(role);
        }
    }
}
