package dev.tributary.ingest.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.events.Access;
import dev.tributary.ingest.ConditionalOnIngestRole;
import dev.tributary.ingest.IngestRole;
import dev.tributary.ingest.catalog.DeadLetter.Filter;
import dev.tributary.platform.security.Audit;
import dev.tributary.platform.web.InvalidRequestException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Dead letters over HTTP. */
@RestController
@Tag(name = "Dead letters")
@ConditionalOnIngestRole(IngestRole.CONNECT)
final class DeadLetterController {

    static final String PATH = "/v1/dead-letters";

    private static final int MAX_LIMIT = 500;

    private final HandlingDeadLetters handling;
    private final DeadLetterFilters filters;

    DeadLetterController(HandlingDeadLetters handling, DeadLetterFilters filters) {
        this.handling = handling;
        this.filters = filters;
    }

    /** @param cursor what the next page is asked for with; left out on the last page */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(
            List<DeadLetterStatus> deadLetters, @Nullable String cursor) {}

    @Operation(operationId = "listDeadLetters", summary = "Lists what the stages gave up")
    @Parameter(
            name = "source",
            in = ParameterIn.QUERY,
            description = "the documents of this source only",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "stage",
            in = ParameterIn.QUERY,
            description = "parse or index",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "reason",
            in = ParameterIn.QUERY,
            description = "why the stage gave up",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "documentIds",
            in = ParameterIn.QUERY,
            description = "comma-separated",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "olderThan",
            in = ParameterIn.QUERY,
            description = "a time, ISO 8601",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "newerThan",
            in = ParameterIn.QUERY,
            description = "a time, ISO 8601",
            schema = @Schema(type = "string"))
    @GetMapping(PATH)
    Page list(
            Access access,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidRequestException("limit", limit, "1 to " + MAX_LIMIT);
        }
        Filter filter = filters.of(access, parameters, Set.of("cursor", "limit"));
        List<DeadLetterStatus> found = handling.list(access, filter, cursor, limit);
        return found.size() <= limit
                ? new Page(found, null)
                : new Page(found.subList(0, limit), found.get(limit - 1).key());
    }

    @Operation(operationId = "replayDeadLetters", summary = "Publishes dead letters again")
    @PostMapping(PATH + ":replay")
    ReplayAnswer replay(Access access, @RequestBody(required = false) @Nullable ReplayRequest body) {
        ReplayRequest request = body == null ? ReplayRequest.ALL : body;
        Audit.did("dead-letters.replayed", PATH);
        return handling.replay(access, filters.of(access, request), Boolean.TRUE.equals(request.dryRun()));
    }

    @Operation(operationId = "dropDeadLetters", summary = "Drops dead letters")
    @Parameter(
            name = "source",
            in = ParameterIn.QUERY,
            description = "the documents of this source only",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "stage",
            in = ParameterIn.QUERY,
            description = "parse or index",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "reason",
            in = ParameterIn.QUERY,
            description = "why the stage gave up",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "documentIds",
            in = ParameterIn.QUERY,
            description = "comma-separated",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "olderThan",
            in = ParameterIn.QUERY,
            description = "a time, ISO 8601",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "newerThan",
            in = ParameterIn.QUERY,
            description = "a time, ISO 8601",
            schema = @Schema(type = "string"))
    @DeleteMapping(PATH)
    DropAnswer drop(
            Access access,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters,
            @RequestParam(defaultValue = "false") boolean all) {
        Filter filter = filters.of(access, parameters, Set.of("all"));
        if (filter.isEmpty() && !all) {
            throw new InvalidRequestException(
                    "all", parameters.getFirst("all"), "all=true to drop every dead letter, or at least one filter");
        }
        Audit.did("dead-letters.dropped", PATH);
        return handling.drop(access, filter);
    }
}
