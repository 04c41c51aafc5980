package dev.tributary.query.openai;

import dev.tributary.events.Access;
import dev.tributary.query.answer.Answer;
import dev.tributary.query.answer.AnswerListener;
import dev.tributary.query.answer.Answering;
import dev.tributary.query.answer.Citation;
import dev.tributary.query.answer.EventStream;
import dev.tributary.query.answer.Question;
import dev.tributary.query.model.ModelRegistry;
import dev.tributary.query.openai.ChatCompletion.Chunk;
import dev.tributary.query.openai.ChatCompletion.ChunkChoice;
import dev.tributary.query.openai.ChatCompletion.Delta;
import dev.tributary.query.openai.ChatCompletion.TokenUsage;
import dev.tributary.query.recording.AnswerId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** OpenAI's chat completions. */
@RestController
@Tag(name = "OpenAI's API")
class ChatController {

    private final Answering answering;
    private final ModelRegistry models;
    private final JsonMapper json;
    private final Clock clock = Clock.systemUTC();

    ChatController(Answering answering, ModelRegistry models, JsonMapper json) {
        this.answering = answering;
        this.models = models;
        this.json = json;
    }

    /** @return null if it was streamed */
    @Operation(operationId = "createChatCompletion", summary = "Answers the last message, in OpenAI's form")
    @ApiResponse(responseCode = "404", description = "There is none, or none that the caller may know of")
    @ApiResponse(
            responseCode = "429",
            description = "A limit of the caller is reached; Retry-After says when to come again")
    @ApiResponse(
            responseCode = "200",
            description = "The completion, or its chunks if stream is true",
            content = {
                @Content(mediaType = "application/json", schema = @Schema(implementation = ChatCompletion.class)),
                @Content(
                        mediaType = "text/event-stream",
                        schema = @Schema(type = "string", description = "chat.completion.chunk objects, then [DONE]"))
            })
    @PostMapping("/v1/chat/completions")
    @Nullable ChatCompletion complete(@RequestBody ChatBody body, Access access, HttpServletResponse response) {
        String model = models.checked(body.model());
        Question question = body.toQuestion().to(model);
        UUID answerId = AnswerId.next();
        String id = Ids.of("chatcmpl-", answerId);
        long created = clock.instant().getEpochSecond();
        if (!body.streams()) {
            Answer answer = answering.answer(answerId, access, question, AnswerListener.PATIENT);
            return ChatCompletion.of(id, created, model, answer);
        }
        Chunks chunks = new Chunks(new EventStream(response, json), id, created, model);
        try {
            chunks.end(answering.answer(answerId, access, question, chunks), body.wantsUsage());
        } catch (RuntimeException failure) {
            chunks.fail(failure);
        }
        return null;
    }

    /** Passes an answer on as the chunks of a completion. */
    private final class Chunks implements AnswerListener {

        private final EventStream stream;
        private final String id;
        private final long created;
        private final String model;

        Chunks(EventStream stream, String id, long created, String model) {
            this.stream = stream;
            this.id = id;
            this.created = created;
            this.model = model;
        }

        @Override
        public void found(List<Citation> passages) {
            send(new Delta("assistant", "", null), null);
        }

        @Override
        public void piece(String text) {
            send(new Delta(null, text, null), null);
        }

        void end(Answer answer, boolean withUsage) {
            List<ChatCompletion.Annotation> annotations = ChatCompletion.Annotation.of(answer);
            send(new Delta(null, null, annotations.isEmpty() ? null : annotations), "stop", answer.citations());
            if (withUsage) {
                data(chunk(List.of(), TokenUsage.of(answer.usage()), null));
            }
            stream.data("[DONE]");
        }

        /** OpenAI's own server ends a broken stream in this way. */
        void fail(RuntimeException failure) {
            if (!stream.begun() || failure instanceof UncheckedIOException) {
                throw failure;
            }
            data(new OpenAiErrors.Body(OpenAiErrors.error(EventStream.problem(failure))));
        }

        private void send(Delta delta, @Nullable String finishReason) {
            send(delta, finishReason, null);
        }

        private void send(Delta delta, @Nullable String finishReason, @Nullable List<Citation> citations) {
            data(chunk(List.of(new ChunkChoice(0, delta, finishReason)), null, citations));
        }

        private Chunk chunk(List<ChunkChoice> choices, @Nullable TokenUsage usage, @Nullable List<Citation> citations) {
            return new Chunk(id, "chat.completion.chunk", created, model, choices, usage, citations);
        }

        private void data(Object data) {
            stream.data(json.writeValueAsString(data));
        }
    }
}
