package dev.tributary.platform.start;

import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationErrors;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/** A value of the wrong type, or one that a properties record or its validation refuses. */
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class BindingFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, BindException failure) {
        BindValidationException validation = findCause(failure, BindValidationException.class);
        if (validation != null) {
            return analysis(describe(validation.getValidationErrors()), failure);
        }
        UnboundConfigurationPropertiesException unbound =
                findCause(failure, UnboundConfigurationPropertiesException.class);
        if (unbound != null) {
            return analysis(describe(unbound, failure), failure);
        }
        ConfigurationProperty property = failure.getProperty();
        Class<?> type = failure.getTarget().getType().resolve(Object.class);
        IllegalArgumentException refusal = findCause(failure, IllegalArgumentException.class);
        if (property == null || type.isRecord()) {
            return analysis(failure.getName() + ": " + reason(refusal, type), failure);
        }
        return analysis(
                Secrets.describe(property.getName().toString(), property.getValue()) + at(property.getOrigin())
                        + ". Allowed: " + ValueTypes.describe(type),
                failure);
    }

    private static String describe(UnboundConfigurationPropertiesException unbound, BindException failure) {
        Set<String> known = PropertyPatterns.of(
                        failure.getName().toString(), failure.getTarget().getType())
                .collect(Collectors.toSet());
        return unbound.getUnboundProperties().stream()
                .map(property -> property.getName().toString())
                .map(name -> "There is no property " + name + ". The nearest is " + EditDistance.nearest(name, known))
                .collect(Collectors.joining("\n"));
    }

    /** A record's own words when its constructor refused; a converter's would name Java types. */
    private static String reason(@Nullable IllegalArgumentException refusal, Class<?> type) {
        return refusal == null || refusal.getMessage() == null || !type.isRecord()
                ? "not allowed; allowed: " + ValueTypes.describe(type)
                : refusal.getMessage();
    }

    private static String describe(ValidationErrors errors) {
        return errors.getAllErrors().stream()
                .map(error -> describe(errors.getName().toString(), error))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static String describe(String prefix, ObjectError error) {
        return error instanceof FieldError field
                ? Secrets.describe(prefix + "." + ValueTypes.dashed(field.getField()), field.getRejectedValue())
                        + ". Allowed: " + field.getDefaultMessage()
                : prefix + ": " + error.getDefaultMessage();
    }

    private static String at(@Nullable Origin origin) {
        return origin == null ? "" : " (" + origin + ")";
    }

    private static FailureAnalysis analysis(String description, Throwable cause) {
        return new FailureAnalysis(description, "Change the setting and start again.", cause);
    }
}
