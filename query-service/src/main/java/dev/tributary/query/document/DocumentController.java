package dev.tributary.query.document;

import dev.tributary.events.Access;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the page of a document shows. */
@RestController
@Tag(name = "Documents")
class DocumentController {

    private final ReadingDocuments documents;

    DocumentController(ReadingDocuments documents) {
        this.documents = documents;
    }

    @Operation(operationId = "readDocument", summary = "Shows a document's text, a piece at a time")
    @ApiResponse(responseCode = "404", description = "There is none, or none that the caller may know of")
    @GetMapping("/v1/documents/{id}/text")
    DocumentText read(
            @PathVariable("id") String id,
            @RequestParam(name = "offset", defaultValue = "0") int offset,
            Access access) {
        return documents.read(access, id, offset);
    }
}
