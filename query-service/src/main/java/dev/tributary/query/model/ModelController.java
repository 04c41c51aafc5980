package dev.tributary.query.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.query.model.Turn.Speaker;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Models, for administrators. What readers see of them is OpenAI's list. */
@RestController
@Tag(name = "Models")
class ModelController {

    private static final String PROBE = "You are being tested. Reply with the single word that you are asked for.";
    private static final int LONGEST_REPLY = 200;

    private final ModelChanges changes;
    private final SecretStore secrets;

    ModelController(ModelChanges changes, SecretStore secrets) {
        this.changes = changes;
        this.secrets = secrets;
    }

    /**
     * What a model said when it was tried.
     *
     * @param problem what is wrong and what to do; null if nothing is
     * @param reply the start of it; null if there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Check(
            boolean ok,
            long tookMillis,
            @Nullable String reply,
            @Nullable Usage usage,
            @Nullable String problem) {}

    @Operation(operationId = "putModel", summary = "Configures a chat model")
    @ApiResponse(responseCode = "200", description = "OK", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "409", description = "The name is that of the configured model")
    @PutMapping("/v1/models/{name}")
    ModelView put(@PathVariable String name, @RequestBody ModelBody body) {
        return changes.configure(name, body, secrets);
    }

    @Operation(operationId = "deleteModel", summary = "Removes a chat model")
    @ApiResponse(responseCode = "404", description = "There is none, or none that the caller may know of")
    @ApiResponse(responseCode = "409", description = "A route names it")
    @DeleteMapping("/v1/models/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String name) {
        changes.remove(name);
    }

    @Operation(operationId = "checkModel", summary = "Asks a chat model one short question")
    @ApiResponse(responseCode = "200", description = "OK", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "There is none, or none that the caller may know of")
    @PostMapping("/v1/models/{name}:check")
    Check check(@PathVariable String name) {
        LanguageModel model = changes.required(name).model().insisting();
        StringBuilder reply = new StringBuilder();
        long start = System.nanoTime();
        try {
            Usage usage = model.reply(PROBE, List.of(new Turn(Speaker.USER, "Reply with: ready")), reply::append);
            String text = reply.substring(0, Math.min(reply.length(), LONGEST_REPLY));
            return new Check(true, since(start), text, usage, null);
        } catch (ModelFailedException failure) {
            return new Check(false, since(start), null, null, failure.detail());
        }
    }

    private static long since(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
