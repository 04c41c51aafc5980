package dev.tributary.platform.web;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.util.ClassUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;

/** Says what is wrong with a JSON body: the field, the place, and what is allowed there. Names no Java type. */
final class BodyProblems {

    private final JsonMapper json;

    BodyProblems(JsonMapper json) {
        this.json = json;
    }

    ProblemDetail describe(HttpMessageNotReadableException failure) {
        return switch (causeOf(failure)) {
            case UnrecognizedPropertyException unknown -> unknownField(unknown);
            case ValueInstantiationException refused -> refusedValue(refused);
            case MismatchedInputException mismatch -> wrongType(mismatch);
            case StreamReadException malformed ->
                Problems.of(
                        HttpStatus.BAD_REQUEST,
                        "Malformed JSON" + at(malformed.getLocation()) + ": " + firstLine(malformed));
            case DatabindException other ->
                Problems.ofField("The value" + at(other.getLocation()) + " is not allowed", field(other), null);
            default -> Problems.of(HttpStatus.BAD_REQUEST, "The body is missing or cannot be read; send a JSON object");
        };
    }

    private static ProblemDetail unknownField(UnrecognizedPropertyException unknown) {
        Collection<Object> ids = unknown.getKnownPropertyIds();
        List<String> known = ids == null
                ? List.of()
                : ids.stream().map(String::valueOf).sorted().toList();
        String detail = "There is no field '%s'%s; known: %s"
                .formatted(field(unknown), at(unknown.getLocation()), String.join(", ", known));
        return Problems.ofField(detail, field(unknown), known);
    }

    /** A constructor refused: its own words, if they were meant for callers. */
    private static ProblemDetail refusedValue(ValueInstantiationException refused) {
        return switch (causeOf(refused)) {
            case InvalidRequestException invalid ->
                Problems.ofField(String.valueOf(invalid.getMessage()), invalid.field(), invalid.allowed());
            case IllegalArgumentException illegal ->
                Problems.ofField(
                        Objects.requireNonNullElse(illegal.getMessage(), "The value is not allowed"),
                        field(refused),
                        null);
            default ->
                Problems.ofField(
                        "The value" + at(refused.getLocation()) + " is incomplete or not allowed",
                        field(refused),
                        null);
        };
    }

    private ProblemDetail wrongType(MismatchedInputException mismatch) {
        if (String.valueOf(mismatch.getOriginalMessage()).startsWith("Trailing token")) {
            return Problems.of(
                    HttpStatus.BAD_REQUEST, "Malformed JSON" + at(mismatch.getLocation()) + ": text after the end");
        }
        Class<?> type = mismatch.getTargetType();
        Object allowed = allowed(type == null ? Object.class : type);
        String subject = field(mismatch).isEmpty() ? "The body" : "'" + field(mismatch) + "'";
        String value = mismatch instanceof InvalidFormatException format ? " is '" + format.getValue() + "'" : "";
        String detail = "%s%s%s; allowed: %s"
                .formatted(
                        subject,
                        value.isEmpty() ? " has the wrong type" : value,
                        at(mismatch.getLocation()),
                        text(allowed));
        return Problems.ofField(detail, field(mismatch), allowed);
    }

    /** The values of an enumeration as they are written in JSON, or a type in plain words. */
    Object allowed(Class<?> declared) {
        Class<?> type = ClassUtils.resolvePrimitiveIfNecessary(declared);
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> json.convertValue(constant, String.class))
                    .toList();
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        if (type == Double.class || type == Float.class) {
            return "a number";
        }
        if (Number.class.isAssignableFrom(type)) {
            return "a whole number";
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "a text";
        }
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        return ClassUtils.isSimpleValueType(type) ? "a text in the documented format" : "an object";
    }

    static String text(Object allowed) {
        return allowed instanceof List<?> values
                ? String.join(", ", values.stream().map(String::valueOf).toList())
                : String.valueOf(allowed);
    }

    private static Throwable causeOf(Exception failure) {
        return Objects.requireNonNullElse(failure.getCause(), failure);
    }

    private static String field(JacksonException failure) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference reference : failure.getPath()) {
            if (reference.getPropertyName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
            }
        }
        return path.toString();
    }

    private static String at(@Nullable TokenStreamLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : " at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    }

    private static String firstLine(JacksonException failure) {
        return String.valueOf(failure.getOriginalMessage()).lines().findFirst().orElse("it cannot be read");
    }
}
