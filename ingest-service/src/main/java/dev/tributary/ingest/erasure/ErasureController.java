package dev.tributary.ingest.erasure;

import dev.tributary.events.Access;
import dev.tributary.ingest.ConditionalOnIngestRole;
import dev.tributary.ingest.IngestRole;
import dev.tributary.platform.security.Audit;
import dev.tributary.platform.web.InvalidRequestException;
import dev.tributary.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Erases documents and shows the receipts. */
@RestController
@Tag(name = "Erasure")
@ConditionalOnIngestRole(IngestRole.CONNECT)
final class ErasureController {

    private final ErasingDocuments erasing;

    ErasureController(ErasingDocuments erasing) {
        this.erasing = erasing;
    }

    record Receipts(List<ErasureReceipt> erasures) {}

    @Operation(operationId = "eraseDocument", summary = "Erases a document everywhere and for good")
    @ApiResponse(
            responseCode = "202",
            description = "The receipt, which says what is done so far",
            useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "There is none, or none that the caller may know of")
    @DeleteMapping("/v1/documents/{id}")
    ResponseEntity<ErasureReceipt> erase(
            Access access, @PathVariable String id, @RequestParam(required = false) @Nullable String erase) {
        if (!"true".equals(erase)) {
            throw new InvalidRequestException(
                    "erase",
                    erase == null ? "nothing" : erase,
                    "true, for erasing the document everywhere and for good; a pushed document is merely removed by DELETE"
                            + " /v1/sources/{source}/documents/{id}, any other one at its source");
        }
        ErasureReceipt receipt =
                erasing.erase(access.tenant(), uuid(id)).orElseThrow(() -> new UnknownException("document"));
        Audit.did("document.erased", receipt.documentId());
        return ResponseEntity.accepted()
                .location(URI.create("/v1/erasures/" + receipt.id()))
                .body(receipt);
    }

    @Operation(operationId = "listErasures", summary = "Lists receipts of erasures")
    @GetMapping("/v1/erasures")
    Receipts receipts(Access access) {
        return new Receipts(erasing.receipts(access.tenant()));
    }

    @Operation(operationId = "getErasure", summary = "Shows the receipt of an erasure")
    @ApiResponse(responseCode = "200", description = "OK", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "There is none, or none that the caller may know of")
    @GetMapping("/v1/erasures/{id}")
    ErasureReceipt receipt(Access access, @PathVariable String id) {
        return found(erasing.receipt(access.tenant(), uuid(id)));
    }

    /** Lets connectors capture the document again if its source still has it. */
    @Operation(operationId = "releaseErasure", summary = "Lets an erased document come back")
    @ApiResponse(responseCode = "200", description = "OK", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "There is none, or none that the caller may know of")
    @PostMapping("/v1/erasures/{id}/release")
    ErasureReceipt release(Access access, @PathVariable String id) {
        ErasureReceipt receipt = found(erasing.release(access.tenant(), uuid(id)));
        Audit.did("erasure.released", receipt.id());
        return receipt;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unknown(UnknownException failure) {
        return ResponseEntity.status(HttpStatus.NOT_FOUND)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.of(HttpStatus.NOT_FOUND, "There is no such " + failure.getMessage() + "."));
    }

    static final class UnknownException extends RuntimeException {
        UnknownException(String what) {
            super(what);
        }
    }

    private static ErasureReceipt found(Optional<ErasureReceipt> receipt) {
        return receipt.orElseThrow(() -> new UnknownException("receipt"));
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException malformed) {
            throw new InvalidRequestException("id", text, "an id, which is a UUID");
        }
    }
}
