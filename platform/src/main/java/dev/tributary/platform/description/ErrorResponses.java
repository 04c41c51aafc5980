package dev.tributary.platform.description;

import dev.tributary.platform.web.ErrorShape;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** What every request can fail with, and in which form: problems of RFC 9457, or what an {@link ErrorShape} says. */
final class ErrorResponses implements OpenApiCustomizer {

    private static final String PREFIX = "#/components/schemas/";

    private final List<ErrorShape> shapes;

    ErrorResponses(List<ErrorShape> shapes) {
        this.shapes = shapes;
    }

    @Override
    public void customise(OpenAPI api) {
        if (api.getPaths() == null) {
            return;
        }
        Components components = api.getComponents();
        // Replaced by what else is in our problems.
        components.getSchemas().remove("ProblemDetail");
        String problem = define(components, Problem.class);
        api.getPaths().forEach((path, item) -> {
            Content content = shapes.stream()
                    .filter(shape -> shape.appliesTo(path))
                    .findFirst()
                    .map(shape -> content("application/json", define(components, shape.bodyType())))
                    .orElseGet(() -> content("application/problem+json", problem));
            item.readOperations().forEach(operation -> describe(operation, content));
        });
    }

    private static void describe(Operation operation, Content content) {
        operation.getResponses().forEach((status, response) -> {
            if (status.startsWith("4") || status.startsWith("5")) {
                response.setContent(content);
            }
        });
        add(
                operation,
                "400",
                "The request can never succeed as it is; says which field is wrong and what is allowed",
                content);
        add(operation, "401", "No API key or token, or one that is not accepted", content);
        add(operation, "403", "The caller's role is too small", content);
        add(operation, "503", "Something that the request needs is down; Retry-After says when to come again", content);
    }

    private static void add(Operation operation, String status, String description, Content content) {
        operation
                .getResponses()
                .putIfAbsent(status, new ApiResponse().description(description).content(content));
    }

    private static Content content(String type, String reference) {
        return new Content().addMediaType(type, new MediaType().schema(new Schema<>().$ref(reference)));
    }

    private static String define(Components components, Class<?> type) {
        var resolved = ModelConverters.getInstance(true).resolveAsResolvedSchema(new AnnotatedType(type));
        resolved.referencedSchemas.forEach(components::addSchemas);
        return PREFIX + resolved.schema.getName();
    }
}
