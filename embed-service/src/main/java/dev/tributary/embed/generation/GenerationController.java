package dev.tributary.embed.generation;

import dev.tributary.events.OutageException;
import dev.tributary.index.starter.GenerationSettings;
import dev.tributary.index.starter.Generations;
import dev.tributary.platform.security.Audit;
import dev.tributary.platform.start.ConfigurationException;
import dev.tributary.platform.web.InvalidRequestException;
import dev.tributary.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reindexing. For admins, as no rule says otherwise. */
@RestController
@Tag(name = "Reindexing")
@RequestMapping("/v1/generations")
final class GenerationController {

    private final Generations generations;
    private final ManagingGenerations managing;
    private final DescribingGenerations describing;

    GenerationController(Generations generations, ManagingGenerations managing, DescribingGenerations describing) {
        this.generations = generations;
        this.managing = managing;
        this.describing = describing;
    }

    record GenerationList(List<GenerationView> generations) {}

    @Operation(operationId = "startGeneration", summary = "Builds another generation of the index")
    @ApiResponse(responseCode = "202", description = "It is being built", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "200", description = "There was such a generation already", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "409", description = "It cannot be started now")
    @PostMapping
    ResponseEntity<GenerationView> start(@RequestBody GenerationBody body) {
        GenerationSettings settings =
                body.settings(generations.settings(generations.table().live()));
        String id = tried(body, settings);
        boolean fresh = managing.start(id, settings, Boolean.TRUE.equals(body.activateWhenReady()));
        Audit.did("generation.begun", id);
        return ResponseEntity.status(fresh ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .location(URI.create("/v1/generations/" + id))
                .body(find(id));
    }

    /** An embedding server that does not answer is what the caller named, so the caller is told. */
    private String tried(GenerationBody body, GenerationSettings settings) {
        try {
            return generations.tried(settings);
        } catch (ConfigurationException failure) {
            throw body.invalid(failure);
        } catch (OutageException | IllegalArgumentException failure) {
            GenerationBody.Embedding embedding = body.embedding();
            throw new InvalidRequestException(
                    "embedding",
                    embedding == null ? null : embedding.model(),
                    "a model that gives vectors. " + failure.getMessage());
        }
    }

    @Operation(operationId = "listGenerations", summary = "Lists generations of the index")
    @GetMapping
    GenerationList all() {
        return new GenerationList(describing.all());
    }

    @Operation(operationId = "getGeneration", summary = "Shows a generation of the index")
    @ApiResponse(responseCode = "200", description = "OK", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "There is none, or none that the caller may know of")
    @GetMapping("/{id}")
    GenerationView one(@PathVariable String id) {
        return find(id);
    }

    @Operation(operationId = "activateGeneration", summary = "Searches this generation from now on")
    @ApiResponse(responseCode = "200", description = "OK", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "There is none, or none that the caller may know of")
    @ApiResponse(responseCode = "409", description = "It is not ready")
    @PostMapping("/{id}:activate")
    GenerationView activate(@PathVariable String id, @RequestParam(defaultValue = "false") boolean force) {
        find(id);
        managing.activate(id, force);
        Audit.did("generation.activated", id);
        return find(id);
    }

    @Operation(operationId = "dropGeneration", summary = "Deletes a generation of the index")
    @ApiResponse(responseCode = "202", description = "It is fed no longer and deleted", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "There is none, or none that the caller may know of")
    @ApiResponse(responseCode = "409", description = "It answers")
    @DeleteMapping("/{id}")
    ResponseEntity<GenerationView> drop(@PathVariable String id) {
        find(id);
        managing.drop(id);
        Audit.did("generation.dropped", id);
        return ResponseEntity.accepted().body(find(id));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> conflict(GenerationConflictException conflict) {
        return ResponseEntity.status(HttpStatus.CONFLICT)
                .body(Problems.of(HttpStatus.CONFLICT, String.valueOf(conflict.getMessage())));
    }

    private GenerationView find(String id) {
        return describing
                .find(id)
                .orElseThrow(() -> new ErrorResponseException(
                        HttpStatus.NOT_FOUND,
                        Problems.of(
                                HttpStatus.NOT_FOUND,
                                "There is no generation " + id + "; GET /v1/generations lists them."),
                        null));
    }
}
