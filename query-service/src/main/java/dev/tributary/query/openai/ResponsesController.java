package dev.tributary.query.openai;

import dev.tributary.events.Access;
import dev.tributary.query.answer.AnswerListener;
import dev.tributary.query.answer.Answering;
import dev.tributary.query.answer.EventStream;
import dev.tributary.query.answer.Question;
import dev.tributary.query.model.ModelRegistry;
import dev.tributary.query.recording.AnswerId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** OpenAI's responses. */
@RestController
@Tag(name = "OpenAI's API")
class ResponsesController {

    private final Answering answering;
    private final ModelRegistry models;
    private final JsonMapper json;
    private final Clock clock = Clock.systemUTC();

    ResponsesController(Answering answering, ModelRegistry models, JsonMapper json) {
        this.answering = answering;
        this.models = models;
        this.json = json;
    }

    /** @return null if it was streamed */
    @Operation(operationId = "createResponse", summary = "Answers the input, in the form of OpenAI's responses")
    @ApiResponse(responseCode = "404", description = "There is none, or none that the caller may know of")
    @ApiResponse(
            responseCode = "429",
            description = "A limit of the caller is reached; Retry-After says when to come again")
    @ApiResponse(
            responseCode = "200",
            description = "The response, or its events if stream is true",
            content = {
                @Content(mediaType = "application/json", schema = @Schema(implementation = ModelResponse.class)),
                @Content(
                        mediaType = "text/event-stream",
                        schema = @Schema(type = "string", description = "The events of OpenAI's responses"))
            })
    @PostMapping("/v1/responses")
    @Nullable ModelResponse respond(@RequestBody ResponsesBody body, Access access, HttpServletResponse response) {
        String model = models.checked(body.model());
        Question question = body.toQuestion().to(model);
        UUID id = AnswerId.next();
        ModelResponse.Head head = new ModelResponse.Head(
                Ids.of("resp_", id), Ids.of("msg_", id), clock.instant().getEpochSecond(), model, body.instructions());
        if (!body.streams()) {
            return head.completed(answering.answer(id, access, question, AnswerListener.PATIENT));
        }
        ResponseEvents events = new ResponseEvents(new EventStream(response, json), json, head);
        try {
            events.end(answering.answer(id, access, question, events));
        } catch (RuntimeException failure) {
            events.fail(failure);
        }
        return null;
    }
}
