package dev.tributary.ingest.push;

import dev.tributary.content.ContentStore.TooLargeException;
import dev.tributary.events.Access;
import dev.tributary.events.DocumentKey;
import dev.tributary.ingest.ConditionalOnIngestRole;
import dev.tributary.ingest.IngestRole;
import dev.tributary.ingest.source.SourceName;
import dev.tributary.ingest.source.Sources;
import dev.tributary.platform.security.Audit;
import dev.tributary.platform.web.InvalidRequestException;
import dev.tributary.platform.web.Problems;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.SchemaProperty;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartFile;

/**
 * Takes documents over HTTP. The id stands in the path, slashes included, or in the parameter {@code id} where a path
 * cannot hold it.
 */
@RestController
@Tag(name = "Documents")
@ConditionalOnIngestRole(IngestRole.CONNECT)
final class PushController {

    private static final String DOCUMENT = "/v1/sources/{source}/documents/{*path}";
    private static final int MAX_KEY = 255;

    private final PushingDocuments pushing;
    private final Sources sources;

    PushController(PushingDocuments pushing, Sources sources) {
        this.pushing = pushing;
        this.sources = sources;
    }

    /** The body is the document; see {@link PushParameters} for what else can be said. */
    @Operation(operationId = "putDocument", summary = "Takes a document")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            description = "The document, in any format",
            required = true,
            content = {
                @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary")),
                @Content(
                        mediaType = "multipart/form-data",
                        schemaProperties = {
                            @SchemaProperty(name = "file", schema = @Schema(type = "string", format = "binary")),
                            @SchemaProperty(name = "metadata", schema = @Schema(implementation = PushedFacts.class))
                        })
            })
    @Parameter(
            name = "title",
            in = ParameterIn.QUERY,
            description = "instead of the document's own",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "uri",
            in = ParameterIn.QUERY,
            description = "where people find it",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "fileName",
            in = ParameterIn.QUERY,
            description = "for the format",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "sourceTime",
            in = ParameterIn.QUERY,
            description = "when it was changed, ISO 8601",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "readers",
            in = ParameterIn.QUERY,
            description = "comma-separated: user:…, group:… or everyone; without any nobody but admins",
            schema = @Schema(type = "string"))
    @ApiResponse(
            responseCode = "202",
            description = "With Kafka; searchable or rejected soon",
            useReturnTypeSchema = true)
    @ApiResponse(responseCode = "409", description = "A connector runs the source")
    @ApiResponse(responseCode = "413", description = "Too large")
    @ApiResponse(responseCode = "422", description = "The Idempotency-Key was used for another request")
    @PutMapping(DOCUMENT)
    ResponseEntity<PushAnswer> put(
            Access access,
            @PathVariable String source,
            @PathVariable String path,
            @RequestParam(required = false) @Nullable String id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
            HttpServletRequest request)
            throws IOException, TooLargeException {
        DocumentKey key = key(access, source, path, id);
        PushedFacts facts = PushParameters.read(request);
        return accepted(pushing.put(
                key, facts.checked(source, key.nativeId()), request.getInputStream(), checked(idempotencyKey)));
    }

    /** The part {@code file} is the document, the part {@code metadata} says the rest. */
    @Hidden
    @PutMapping(path = DOCUMENT, consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<PushAnswer> putForm(
            Access access,
            @PathVariable String source,
            @PathVariable String path,
            @RequestParam(required = false) @Nullable String id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
            @RequestPart MultipartFile file,
            @RequestPart(required = false) @Nullable PushedFacts metadata)
            throws IOException, TooLargeException {
        DocumentKey key = key(access, source, path, id);
        PushedFacts facts = PushParameters.complete(metadata, file);
        try (InputStream bytes = file.getInputStream()) {
            return accepted(pushing.put(key, facts.checked(source, key.nativeId()), bytes, checked(idempotencyKey)));
        }
    }

    @Operation(operationId = "deleteDocument", summary = "Removes a pushed document")
    @ApiResponse(responseCode = "202", description = "With Kafka; gone from answers soon", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "409", description = "A connector runs the source")
    @DeleteMapping(DOCUMENT)
    ResponseEntity<PushAnswer> delete(
            Access access,
            @PathVariable String source,
            @PathVariable String path,
            @RequestParam(required = false) @Nullable String id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey) {
        return accepted(pushing.remove(key(access, source, path, id), checked(idempotencyKey)));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooLarge(TooLargeException failure) {
        return problem(
                HttpStatus.CONTENT_TOO_LARGE,
                "The document has " + failure.getMessage() + ", which is the limit (tributary.ingest.max-bytes).");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooLarge(MaxUploadSizeExceededException failure) {
        return problem(
                HttpStatus.CONTENT_TOO_LARGE, "The form is larger than the limit (tributary.ingest.max-bytes) allows.");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> keyReused(PushingDocuments.KeyReusedException failure) {
        return problem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "This Idempotency-Key was used within the last 24 hours for another request. Use a new one for each"
                        + " request, and the same one only to repeat it.");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> connectorRuns(ConnectorRunsException failure) {
        return problem(
                HttpStatus.CONFLICT,
                "A connector runs this source; what is pushed to it would be removed at its next listing. Push to a"
                        + " source of another name.");
    }

    static final class ConnectorRunsException extends RuntimeException {}

    private DocumentKey key(Access access, String source, String path, @Nullable String id) {
        if (!SourceName.isValid(source)) {
            throw new InvalidRequestException("source", source, SourceName.ALLOWED);
        }
        if (sources.has(access.tenant(), source)) {
            throw new ConnectorRunsException();
        }
        return new DocumentKey(access.tenant(), source, DocumentIds.of(path, id));
    }

    private static @Nullable String checked(@Nullable String idempotencyKey) {
        if (idempotencyKey != null && (idempotencyKey.isBlank() || idempotencyKey.length() > MAX_KEY)) {
            throw new InvalidRequestException(
                    "Idempotency-Key", idempotencyKey.length() + " characters", "1 to " + MAX_KEY + " characters");
        }
        return idempotencyKey;
    }

    private static ResponseEntity<PushAnswer> accepted(PushAnswer answer) {
        Audit.did("push.accepted", answer.documentId());
        return ResponseEntity.accepted()
                .header(HttpHeaders.LOCATION, URI.create(answer.status()).toString())
                .body(answer);
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String detail) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.of(status, detail));
    }
}
