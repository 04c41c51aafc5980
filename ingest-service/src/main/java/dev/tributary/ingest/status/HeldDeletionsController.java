package dev.tributary.ingest.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.events.Access;
import dev.tributary.events.DocumentCaptured;
import dev.tributary.ingest.ConditionalOnIngestRole;
import dev.tributary.ingest.IngestRole;
import dev.tributary.ingest.catalog.Catalog;
import dev.tributary.ingest.catalog.CatalogDocument;
import dev.tributary.ingest.source.HeldDeletions;
import dev.tributary.ingest.source.Sources;
import dev.tributary.platform.security.Audit;
import dev.tributary.platform.web.InvalidRequestException;
import dev.tributary.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Mass deletions that wait for a person: shown, approved, dismissed. */
@RestController
@Tag(name = "Held deletions")
@ConditionalOnIngestRole(IngestRole.CONNECT)
final class HeldDeletionsController {

    static final String PATH = "/v1/sources/{source}/held-deletions";

    private static final int MAX_LIMIT = 500;

    private final Sources sources;
    private final Catalog catalog;

    HeldDeletionsController(Sources sources, Catalog catalog) {
        this.sources = sources;
        this.catalog = catalog;
    }

    /**
     * What is held; only the source and a count of 0 if nothing is.
     *
     * @param since when a listing first lacked that many
     * @param dismissed whether it was decided to keep just these documents
     * @param approved whether it was decided to remove them, which the next complete listing does
     * @param documents a page of those that the caller may read; null where none were asked for
     * @param cursor what the next page is asked for with; left out on the last page
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Held(
            String source,
            long count,
            @Nullable Instant since,
            @Nullable String reason,
            boolean dismissed,
            boolean approved,
            @Nullable List<HeldDocument> documents,
            @Nullable String cursor) {

        static Held of(HeldDeletions held, @Nullable List<HeldDocument> documents, @Nullable String cursor) {
            return new Held(
                    held.source(),
                    held.count(),
                    held.since(),
                    held.reason(),
                    held.dismissed(),
                    held.approved(),
                    documents,
                    cursor);
        }

        static Held nothing(String source) {
            return new Held(source, 0, null, null, false, false, List.of(), null);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record HeldDocument(
            UUID documentId,
            String nativeId,
            @Nullable String uri,
            @Nullable String title) {}

    /** @param count how many the person saw */
    record Approval(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Long count) {}

    @Operation(operationId = "getHeldDeletions", summary = "Shows deletions that wait for a person")
    @ApiResponse(responseCode = "200", description = "OK", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "There is none, or none that the caller may know of")
    @GetMapping(PATH)
    Held held(
            Access access,
            @PathVariable String source,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidRequestException("limit", limit, "1 to " + MAX_LIMIT);
        }
        check(access, source);
        return sources.heldDeletions(source)
                .map(held -> page(access, held, cursor == null ? "" : cursor, limit))
                .orElseGet(() -> Held.nothing(source));
    }

    @Operation(operationId = "approveHeldDeletions", summary = "Approves held deletions")
    @ApiResponse(
            responseCode = "202",
            description = "The source is listed again, and what is still missing is removed",
            useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "There is none, or none that the caller may know of")
    @ApiResponse(responseCode = "409", description = "By now another number is held")
    @PostMapping(PATH + ":approve")
    ResponseEntity<Held> approve(Access access, @PathVariable String source, @RequestBody Approval approval) {
        check(access, source);
        Long count = approval.count();
        if (count == null || count < 1) {
            throw new InvalidRequestException("count", count, "the number of held deletions that you saw, at least 1");
        }
        HeldDeletions approved = sources.approveDeletions(source, count);
        Audit.did("deletions.approved", source);
        return ResponseEntity.accepted().body(Held.of(approved, null, null));
    }

    @Operation(operationId = "dismissHeldDeletions", summary = "Keeps the documents of held deletions")
    @ApiResponse(responseCode = "200", description = "OK", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "There is none, or none that the caller may know of")
    @PostMapping(PATH + ":dismiss")
    Held dismiss(Access access, @PathVariable String source) {
        check(access, source);
        Audit.did("deletions.dismissed", source);
        return sources.dismissDeletions(source)
                .map(held -> Held.of(held, null, null))
                .orElseGet(() -> Held.nothing(source));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> changed(HeldDeletions.ChangedException failure) {
        ProblemDetail problem = Problems.of(
                HttpStatus.CONFLICT,
                "By now " + failure.count() + " deletions are held. Look at them, and approve that number if they are"
                        + " meant to be gone.");
        problem.setProperty("count", failure.count());
        return problem(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unknown(UnknownSourceException failure) {
        return problem(Problems.of(HttpStatus.NOT_FOUND, "No connector runs a source of this name."));
    }

    static final class UnknownSourceException extends RuntimeException {}

    private void check(Access access, String source) {
        if (!sources.has(access.tenant(), source)) {
            throw new UnknownSourceException();
        }
    }

    private Held page(Access access, HeldDeletions held, String after, int limit) {
        List<HeldDocument> readable = held.documents().stream()
                .filter(document -> document.documentId().toString().compareTo(after) > 0)
                .map(document -> catalog.find(document.documentId()))
                .flatMap(Optional::stream)
                .filter(document -> StatusController.mayRead(access, document))
                .map(HeldDeletionsController::describe)
                .limit(limit + 1L)
                .toList();
        return readable.size() <= limit
                ? Held.of(held, readable, null)
                : Held.of(
                        held,
                        readable.subList(0, limit),
                        readable.get(limit - 1).documentId().toString());
    }

    private static HeldDocument describe(CatalogDocument document) {
        Optional<DocumentCaptured> captured = document.captured();
        return new HeldDocument(
                document.documentId(),
                document.nativeId(),
                captured.map(event -> event.document().uri()).orElse(null),
                captured.map(event -> event.document().title()).orElse(null));
    }

    private static ResponseEntity<ProblemDetail> problem(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
