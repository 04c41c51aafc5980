package dev.tributary.query.openai;

import dev.tributary.query.answer.Answer;
import dev.tributary.query.answer.AnswerListener;
import dev.tributary.query.answer.Citation;
import dev.tributary.query.answer.EventStream;
import dev.tributary.query.openai.ModelResponse.Annotation;
import dev.tributary.query.openai.ModelResponse.OutputMessage;
import dev.tributary.query.openai.ModelResponse.OutputText;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Passes an answer on as the events of OpenAI's streamed responses, in their order. */
final class ResponseEvents implements AnswerListener {

    private final EventStream stream;
    private final JsonMapper json;
    private final ModelResponse.Head head;
    private int sequence;

    ResponseEvents(EventStream stream, JsonMapper json, ModelResponse.Head head) {
        this.stream = stream;
        this.json = json;
        this.head = head;
    }

    @Override
    public void found(List<Citation> passages) {
        ModelResponse begun = head.with("in_progress", null, List.of(), null);
        send(event("response.created").set("response", json.valueToTree(begun)));
        send(event("response.in_progress").set("response", json.valueToTree(begun)));
        OutputMessage empty = OutputMessage.of(head.messageId(), "in_progress", List.of());
        send(event("response.output_item.added").put("output_index", 0).set("item", json.valueToTree(empty)));
        send(inContent("response.content_part.added").set("part", json.valueToTree(OutputText.of("", List.of()))));
    }

    @Override
    public void piece(String text) {
        send(inContent("response.output_text.delta").put("delta", text).set("logprobs", json.createArrayNode()));
    }

    void end(Answer answer) {
        List<Annotation> annotations = Annotation.of(answer);
        for (int i = 0; i < annotations.size(); i++) {
            send(inContent("response.output_text.annotation.added")
                    .put("annotation_index", i)
                    .set("annotation", json.valueToTree(annotations.get(i))));
        }
        send(inContent("response.output_text.done")
                .put("text", answer.answer())
                .set("logprobs", json.createArrayNode()));
        OutputMessage message = head.message(answer);
        send(inContent("response.content_part.done")
                .set("part", json.valueToTree(message.content().getFirst())));
        send(event("response.output_item.done").put("output_index", 0).set("item", json.valueToTree(message)));
        send(event("response.completed").set("response", json.valueToTree(head.completed(answer))));
    }

    /** Ends the stream as OpenAI's own server does; throws the failure on if there is no stream yet. */
    void fail(RuntimeException failure) {
        if (!stream.begun() || failure instanceof UncheckedIOException) {
            throw failure;
        }
        OpenAiErrors.Details error = OpenAiErrors.error(EventStream.problem(failure));
        ObjectNode described = json.createObjectNode()
                .put("code", Objects.requireNonNullElse(error.code(), error.type()))
                .put("message", error.message());
        send(event("response.failed")
                .set("response", json.valueToTree(head.with("failed", described, List.of(), null))));
    }

    private ObjectNode inContent(String type) {
        return event(type)
                .put("item_id", head.messageId())
                .put("output_index", 0)
                .put("content_index", 0);
    }

    private ObjectNode event(String type) {
        return json.createObjectNode().put("type", type).put("sequence_number", sequence++);
    }

    private void send(ObjectNode event) {
        stream.send(event.path("type").stringValue(), event);
    }
}
