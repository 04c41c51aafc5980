package dev.tributary.query.openai;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.tributary.platform.web.InvalidRequestException;
import dev.tributary.query.answer.Question;
import dev.tributary.query.search.FilterBody;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A request of {@code POST /v1/responses}. Nothing is stored: the client sends the conversation each time. What OpenAI's API
 * knows beside this is accepted and has no effect.
 *
 * @param input a question, or a list of messages
 * @param filter our own addition: which documents to look in
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
record ResponsesBody(
        @Nullable String model,
        @Nullable JsonNode input,
        @Nullable String instructions,
        @Nullable Boolean stream,
        @Nullable String previousResponseId,
        @Nullable FilterBody filter) {

    Question toQuestion() {
        if (previousResponseId != null) {
            throw new InvalidRequestException(
                    "previous_response_id",
                    previousResponseId,
                    "nothing: responses are not stored; send the whole conversation as input");
        }
        Dialogue dialogue = new Dialogue();
        dialogue.instruct(instructions);
        if (input != null && input.isArray()) {
            for (int i = 0; i < input.size(); i++) {
                addItem(dialogue, "input[" + i + "]", input.get(i));
            }
        } else {
            dialogue.add("input", "user", input);
        }
        return dialogue.question("input", FilterBody.toFilter(filter));
    }

    private static void addItem(Dialogue dialogue, String field, JsonNode item) {
        String type = item.path("type").asString("message");
        if (!"message".equals(type)) {
            throw new InvalidRequestException(field + ".type", type, "message");
        }
        dialogue.add(field, item.path("role").asString(""), item.get("content"));
    }

    boolean streams() {
        return Boolean.TRUE.equals(stream);
    }
}
