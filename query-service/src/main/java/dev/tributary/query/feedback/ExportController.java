package dev.tributary.query.feedback;

import dev.tributary.events.Access;
import dev.tributary.platform.security.Audit;
import dev.tributary.query.feedback.ExportingFeedback.Outcome;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Gives feedback out as JSON lines, while they are read. For admins. */
@RestController
@Tag(name = "Feedback")
final class ExportController {

    private static final Logger LOG = LoggerFactory.getLogger(ExportController.class);
    private static final String LINES = "Tributary-Lines";
    private static final String DROPPED = "Tributary-Dropped";

    private final ExportingFeedback exporting;
    private final JsonMapper json;

    ExportController(ExportingFeedback exporting, JsonMapper json) {
        this.exporting = exporting;
        this.json = json;
    }

    @Operation(operationId = "exportFeedback", summary = "Exports feedback for fine-tuning or evaluation, a line each")
    @ApiResponse(
            responseCode = "200",
            description = "Lines of JSON in the form that was asked for",
            content = @Content(mediaType = "application/x-ndjson", schema = @Schema(type = "string")))
    @GetMapping("/v1/feedback/export")
    void export(
            @RequestParam(required = false) @Nullable String format,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String model,
            @RequestParam(required = false) @Nullable String rating,
            Access access,
            HttpServletRequest request,
            HttpServletResponse response) {
        ExportRequest wanted = new ExportRequest(
                ExportFormat.parse(format),
                from == null ? Instant.EPOCH : from,
                to,
                model,
                rating == null ? null : Ratings.parse("rating", rating));
        AtomicReference<Outcome> outcome = new AtomicReference<>(new Outcome(0, 0));
        Audit.did("feedback.exported", wanted.format());
        begin(request, response, outcome);
        try {
            outcome.set(exporting.export(access, wanted, line -> write(response, line)));
            LOG.info(
                    "Exported {} lines of feedback as {}; {} were left out, for what they rest on is gone or changed",
                    outcome.get().lines(),
                    wanted.format(),
                    outcome.get().dropped());
        } catch (RuntimeException failure) {
            breakOff(response, failure);
        }
    }

    private static void begin(
            HttpServletRequest request, HttpServletResponse response, AtomicReference<Outcome> outcome) {
        response.setContentType("application/x-ndjson");
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        if (!request.getProtocol().equals("HTTP/1.0")) {
            response.setHeader("Trailer", LINES + ", " + DROPPED);
            response.setTrailerFields(() -> Map.of(
                    LINES, Long.toString(outcome.get().lines()),
                    DROPPED, Long.toString(outcome.get().dropped())));
        }
    }

    private void write(HttpServletResponse response, ExportLine line) {
        try {
            OutputStream body = response.getOutputStream();
            body.write(json.writeValueAsBytes(line));
            body.write('\n');
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** The status is sent already: a last line that is no JSON keeps half an export from being taken for a whole one. */
    private static void breakOff(HttpServletResponse response, RuntimeException failure) {
        if (!response.isCommitted()) {
            response.reset();
            throw failure;
        }
        LOG.warn("An export of feedback broke off", failure);
        try {
            response.getOutputStream().write("THE EXPORT BROKE OFF HERE\n".getBytes(StandardCharsets.UTF_8));
        } catch (IOException gone) {
            LOG.debug("Nobody reads the export any more", gone);
        }
    }
}
