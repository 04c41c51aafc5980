package dev.tributary.query.answer;

import dev.tributary.events.Access;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@Tag(name = "Asking")
class AskController {

    private final Answering answering;
    private final JsonMapper json;

    AskController(Answering answering, JsonMapper json) {
        this.answering = answering;
        this.json = json;
    }

    /** @return null if the answer was streamed */
    @Operation(operationId = "ask", summary = "Answers a question from the documents, with citations")
    @ApiResponse(
            responseCode = "429",
            description = "A limit of the caller is reached; Retry-After says when to come again")
    @ApiResponse(
            responseCode = "200",
            description = "The answer, or its events if they were asked for",
            content = {
                @Content(mediaType = "application/json", schema = @Schema(implementation = Answer.class)),
                @Content(
                        mediaType = "text/event-stream",
                        schema =
                                @Schema(type = "string", description = "The events passages, delta, and done or error"))
            })
    @PostMapping(
            path = "/v1/ask",
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_EVENT_STREAM_VALUE})
    @Nullable Answer ask(
            @RequestBody AskBody body,
            @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = MediaType.ALL_VALUE)
                    String accept,
            Access access,
            HttpServletResponse response) {
        Question question = body.toQuestion();
        if (!streams(body, accept)) {
            return answering.answer(access, question, AnswerListener.PATIENT);
        }
        EventStream events = new EventStream(response, json);
        try {
            events.send("done", answering.answer(access, question, new AnswerListener() {
                @Override
                public void found(List<Citation> passages) {
                    events.send("passages", passages);
                }

                @Override
                public void piece(String text) {
                    events.send("delta", new Delta(text));
                }
            }));
        } catch (RuntimeException e) {
            events.fail(e);
        }
        return null;
    }

    private record Delta(String text) {}

    private static boolean streams(AskBody body, String accept) {
        if (body.stream() != null) {
            return body.stream();
        }
        return MediaType.parseMediaTypes(accept).stream()
                .anyMatch(type -> type.isConcrete() && type.isCompatibleWith(MediaType.TEXT_EVENT_STREAM));
    }
}
