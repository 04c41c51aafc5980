package dev.tributary.query.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.events.Access;
import dev.tributary.query.model.ModelRegistry;
import dev.tributary.query.model.ModelView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** What clients may name as a model. */
@RestController
@Tag(name = "OpenAI's API")
class ModelsController {

    private final ModelRegistry models;

    ModelsController(ModelRegistry models) {
        this.models = models;
    }

    record ModelList(String object, List<Model> data) {}

    /** @param tributary our own addition, for administrators: how the model is configured and how it fares */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Model(
            String id,
            String object,
            long created,
            String ownedBy,
            @Nullable ModelView tributary) {}

    @Operation(operationId = "listModels", summary = "Lists what model may be")
    @GetMapping("/v1/models")
    ModelList list(Access access) {
        return new ModelList(
                "list", models.names().stream().map(name -> model(name, access)).toList());
    }

    @Operation(operationId = "getModel", summary = "Shows a model; to admins with its settings and health")
    @ApiResponse(responseCode = "200", description = "OK", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "There is none, or none that the caller may know of")
    @GetMapping("/v1/models/{name}")
    Model one(@PathVariable String name, Access access) {
        return model(models.checked(name), access);
    }

    private Model model(String name, Access access) {
        ModelView view = access.admin() ? models.describe(name).orElse(null) : null;
        return new Model(name, "model", 0, "tributary", view);
    }
}
