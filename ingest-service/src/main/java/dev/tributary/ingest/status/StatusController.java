package dev.tributary.ingest.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.events.Access;
import dev.tributary.ingest.ConditionalOnIngestRole;
import dev.tributary.ingest.IngestRole;
import dev.tributary.ingest.catalog.Catalog;
import dev.tributary.ingest.catalog.CatalogDocument;
import dev.tributary.ingest.catalog.DocumentState;
import dev.tributary.platform.web.InvalidRequestException;
import dev.tributary.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Says what is known of documents, to those who may read them. */
@RestController
@Tag(name = "Documents")
@ConditionalOnIngestRole(IngestRole.CONNECT)
final class StatusController {

    private static final int MAX_LIMIT = 500;

    private final Catalog catalog;
    private final ReportingStatus reporting;

    StatusController(Catalog catalog, ReportingStatus reporting) {
        this.catalog = catalog;
        this.reporting = reporting;
    }

    /** @param cursor what the next page is asked for with; left out on the last page */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<DocumentStatus> documents, @Nullable String cursor) {}

    @Operation(operationId = "getStatus", summary = "Shows how far the sources are")
    @GetMapping("/v1/status")
    IngestStatus status(Access access) {
        return reporting.of(access.tenant());
    }

    @Operation(operationId = "listDocuments", summary = "Lists documents and their status")
    @GetMapping("/v1/documents")
    Page documents(
            Access access,
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidRequestException("limit", limit, "1 to " + MAX_LIMIT);
        }
        DocumentState state = status == null ? null : state(status);
        UUID after = cursor == null ? null : uuid("cursor", cursor, "the cursor of the page before");
        List<DocumentStatus> readable = new ArrayList<>();
        while (true) {
            List<CatalogDocument> page = catalog.page(access.tenant(), source, state, after, MAX_LIMIT);
            for (CatalogDocument document : page) {
                if (readable.size() == limit) {
                    return new Page(readable, String.valueOf(after));
                }
                after = document.documentId();
                if (mayRead(access, document)) {
                    readable.add(DocumentStatus.of(document, false));
                }
            }
            if (page.size() < MAX_LIMIT) {
                return new Page(readable, null);
            }
        }
    }

    @Operation(operationId = "getDocument", summary = "Shows a document's status")
    @ApiResponse(responseCode = "200", description = "OK", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "There is none, or none that the caller may know of")
    @GetMapping("/v1/documents/{id}")
    DocumentStatus document(Access access, @PathVariable String id) {
        return Optional.of(uuid("id", id, "a document's id, which is a UUID"))
                .flatMap(catalog::find)
                .filter(document -> mayRead(access, document))
                .map(document -> DocumentStatus.of(document, true))
                .orElseThrow(UnknownDocumentException::new);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unknown(UnknownDocumentException failure) {
        return ResponseEntity.status(HttpStatus.NOT_FOUND)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.of(HttpStatus.NOT_FOUND, "There is no such document, or none that this key may read."));
    }

    static final class UnknownDocumentException extends RuntimeException {}

    static boolean mayRead(Access access, CatalogDocument document) {
        return access.mayRead(
                document.tenant(),
                document.captured().map(event -> event.document().acl()).orElse(null));
    }

    private static DocumentState state(String status) {
        return Arrays.stream(DocumentState.values())
                .filter(state -> state.wireName().equals(status))
                .findFirst()
                .orElseThrow(() -> new InvalidRequestException(
                        "status",
                        status,
                        Arrays.stream(DocumentState.values())
                                .map(DocumentState::wireName)
                                .collect(Collectors.joining(", "))));
    }

    private static UUID uuid(String field, String text, String allowed) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException malformed) {
            throw new InvalidRequestException(field, text, allowed);
        }
    }
}
