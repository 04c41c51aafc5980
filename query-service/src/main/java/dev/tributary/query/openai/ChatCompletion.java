package dev.tributary.query.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.query.answer.Answer;
import dev.tributary.query.answer.Citation;
import dev.tributary.query.model.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * An answer as a chat completion.
 *
 * @param citations our own addition: the cited passages in full, as {@code /v1/ask} gives them
 */
record ChatCompletion(
        String id,
        String object,
        long created,
        String model,
        List<Choice> choices,
        TokenUsage usage,
        List<Citation> citations) {

    @JsonNaming(SnakeCaseStrategy.class)
    record Choice(int index, Message message, @Nullable Object logprobs, String finishReason) {}

    record Message(String role, String content, @Nullable String refusal, List<Annotation> annotations) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Annotation(String type, UrlCitation urlCitation) {

        static List<Annotation> of(Answer answer) {
            return Marks.of(answer).stream()
                    .map(mark -> new Annotation(
                            "url_citation",
                            new UrlCitation(
                                    mark.start(),
                                    mark.end(),
                                    mark.citation().title(),
                                    mark.citation().uri())))
                    .toList();
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record UrlCitation(int startIndex, int endIndex, String title, String url) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record TokenUsage(int promptTokens, int completionTokens, int totalTokens) {

        static TokenUsage of(Usage usage) {
            return new TokenUsage(
                    usage.inputTokens(), usage.outputTokens(), usage.inputTokens() + usage.outputTokens());
        }
    }

    static ChatCompletion of(String id, long created, String model, Answer answer) {
        Message message = new Message("assistant", answer.answer(), null, Annotation.of(answer));
        return new ChatCompletion(
                id,
                "chat.completion",
                created,
                model,
                List.of(new Choice(0, message, null, "stop")),
                TokenUsage.of(answer.usage()),
                answer.citations());
    }

    /** A piece of a streamed one. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Chunk(
            String id,
            String object,
            long created,
            String model,
            List<ChunkChoice> choices,
            @Nullable TokenUsage usage,
            @Nullable List<Citation> citations) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record ChunkChoice(int index, Delta delta, @Nullable String finishReason) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Delta(
            @Nullable String role,
            @Nullable String content,
            @Nullable List<Annotation> annotations) {}
}
