package dev.tributary.query.openai;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.tributary.platform.web.InvalidRequestException;
import dev.tributary.query.answer.Question;
import dev.tributary.query.search.FilterBody;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A request of {@code POST /v1/chat/completions}. What OpenAI's API knows beside this is accepted and has no effect, such
 * as the temperature, which the configured model has already.
 *
 * @param filter our own addition: which documents to look in
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
record ChatBody(
        @Nullable String model,
        @Nullable List<@Nullable Message> messages,
        @Nullable Boolean stream,
        @Nullable StreamOptions streamOptions,
        @Nullable Integer n,
        @Nullable FilterBody filter) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Message(@Nullable String role, @Nullable JsonNode content) {}

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    record StreamOptions(@Nullable Boolean includeUsage) {}

    Question toQuestion() {
        if (n != null && n != 1) {
            throw new InvalidRequestException("n", n, "1");
        }
        Dialogue dialogue = new Dialogue();
        for (int i = 0; messages != null && i < messages.size(); i++) {
            Message message = messages.get(i);
            String field = "messages[" + i + "]";
            if (message == null) {
                throw new InvalidRequestException(field, null, "an object with role and content");
            }
            dialogue.add(field, message.role(), message.content());
        }
        return dialogue.question("messages", FilterBody.toFilter(filter));
    }

    boolean streams() {
        return Boolean.TRUE.equals(stream);
    }

    boolean wantsUsage() {
        return streamOptions != null && Boolean.TRUE.equals(streamOptions.includeUsage());
    }
}
