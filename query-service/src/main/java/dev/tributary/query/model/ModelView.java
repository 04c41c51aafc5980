package dev.tributary.query.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.events.ModelEvent.ModelConfigured;
import dev.tributary.events.ModelEvent.Parameters;
import dev.tributary.events.ModelEvent.Price;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator sees of a model.
 *
 * @param secret where its key is; null if it has none, or has it from the process's own settings
 * @param configuredBy {@code api}, or {@code properties} if it cannot be changed by the API
 * @param routes places in {@code GET /v1/routes} that name it
 * @param health as this process has seen it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelView(
        String name,
        String provider,
        URI baseUrl,
        String model,
        @Nullable String secret,
        double timeoutSeconds,
        Parameters parameters,
        @Nullable Price price,
        String configuredBy,
        List<String> routes,
        Object health) {

    private static final double MILLIS = 1000;

    static ModelView of(RunningModel running, List<String> routes) {
        ModelConfigured settings = running.settings();
        return new ModelView(
                settings.name(),
                settings.provider(),
                settings.baseUrl(),
                settings.model(),
                settings.secret(),
                settings.timeoutMillis() / MILLIS,
                settings.parameters(),
                settings.price(),
                running.fixed() ? "properties" : "api",
                routes,
                running.model().health());
    }
}
