package dev.tributary.query.answer;

import dev.tributary.events.Access;
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
class AskController {

    private final Answering answering;
    private final JsonMapper json;

    AskController(Answering answering, JsonMapper json) {
        this.answering = answering;
        this.json = json;
    }

    /** @return null if the answer was streamed */
    @PostMapping(
            path = "/v1/ask",
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_EVENT_STREAM_VALUE})
    @Nullable Answer ask(
            @RequestBody AskBody body,
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = MediaType.ALL_VALUE) String accept,
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
