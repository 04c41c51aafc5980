package dev.tributary.query.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Which model answers whom, for administrators. */
@RestController
@Tag(name = "Models")
class RoutesController {

    private final ModelRegistry models;
    private final ModelChanges changes;
    private final ModelFollower follower;

    RoutesController(ModelRegistry models, ModelChanges changes, ModelFollower follower) {
        this.models = models;
        this.changes = changes;
        this.follower = follower;
    }

    /**
     * @param connected whether changes reach this process now; while they do not, what it knew stays in effect
     * @param missing names in routes that there are no models for; they are passed over
     */
    record Routes(
            @JsonProperty("default") @JsonInclude RoutesBody.@Nullable RouteBody byDefault,
            Map<String, RoutesBody.@Nullable RouteBody> tenants,
            boolean connected,
            Set<String> missing) {}

    @Operation(operationId = "getRoutes", summary = "Shows which model answers whom")
    @GetMapping("/v1/routes")
    Routes get() {
        ModelSet set = models.current();
        RoutesBody body = RoutesBody.of(set.routes());
        return new Routes(
                body.byDefault(),
                body.tenants() == null ? Map.of() : body.tenants(),
                follower.connected(),
                set.dangling());
    }

    @Operation(operationId = "putRoutes", summary = "Says which model answers whom")
    @PutMapping("/v1/routes")
    Routes put(@RequestBody RoutesBody body) {
        changes.route(body);
        return get();
    }
}
