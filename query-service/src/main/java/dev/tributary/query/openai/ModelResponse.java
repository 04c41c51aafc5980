package dev.tributary.query.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.query.answer.Answer;
import dev.tributary.query.answer.Citation;
import dev.tributary.query.model.Usage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * An answer in the form of OpenAI's responses.
 *
 * @param error null unless it failed
 * @param usage null while it is written
 */
@JsonNaming(SnakeCaseStrategy.class)
record ModelResponse(
        String id,
        String object,
        long createdAt,
        String status,
        @Nullable Object error,
        @Nullable Object incompleteDetails,
        @Nullable String instructions,
        Map<String, String> metadata,
        String model,
        List<OutputMessage> output,
        boolean parallelToolCalls,
        @Nullable Double temperature,
        String toolChoice,
        List<Object> tools,
        @Nullable Double topP,
        @Nullable TokenUsage usage) {

    record OutputMessage(String id, String type, String role, String status, List<OutputText> content) {

        static OutputMessage of(String id, String status, List<OutputText> content) {
            return new OutputMessage(id, "message", "assistant", status, content);
        }
    }

    record OutputText(String type, String text, List<Annotation> annotations, List<Object> logprobs) {

        static OutputText of(String text, List<Annotation> annotations) {
            return new OutputText("output_text", text, annotations, List.of());
        }
    }

    /** The source of a claim: a page of the web by its address, anything else as a file. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Annotation(
            String type,
            @Nullable Integer startIndex,
            @Nullable Integer endIndex,
            @Nullable String title,
            @Nullable String url,
            @Nullable Integer index,
            @Nullable String fileId,
            @Nullable String filename) {

        static List<Annotation> of(Answer answer) {
            return Marks.of(answer).stream().map(Annotation::of).toList();
        }

        private static Annotation of(Marks.Mark mark) {
            Citation citation = mark.citation();
            String uri = citation.uri();
            return uri.startsWith("https://") || uri.startsWith("http://")
                    ? new Annotation("url_citation", mark.start(), mark.end(), citation.title(), uri, null, null, null)
                    : new Annotation(
                            "file_citation",
                            null,
                            null,
                            null,
                            null,
                            mark.start(),
                            citation.documentId().toString(),
                            citation.nativeId());
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record TokenUsage(
            int inputTokens,
            InputDetails inputTokensDetails,
            int outputTokens,
            OutputDetails outputTokensDetails,
            int totalTokens) {

        static TokenUsage of(Usage usage) {
            return new TokenUsage(
                    usage.inputTokens(),
                    new InputDetails(0, 0),
                    usage.outputTokens(),
                    new OutputDetails(0),
                    usage.inputTokens() + usage.outputTokens());
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record InputDetails(int cachedTokens, int cacheWriteTokens) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record OutputDetails(int reasoningTokens) {}

    /** What is constant while a response is written. */
    record Head(
            String id,
            String messageId,
            long createdAt,
            String model,
            @Nullable String instructions) {

        ModelResponse with(
                String status, @Nullable Object error, List<OutputMessage> output, @Nullable TokenUsage usage) {
            return new ModelResponse(
                    id,
                    "response",
                    createdAt,
                    status,
                    error,
                    null,
                    instructions,
                    Map.of(),
                    model,
                    output,
                    false,
                    null,
                    "none",
                    List.of(),
                    null,
                    usage);
        }

        ModelResponse completed(Answer answer) {
            return with("completed", null, List.of(message(answer)), TokenUsage.of(answer.usage()));
        }

        OutputMessage message(Answer answer) {
            return OutputMessage.of(
                    messageId, "completed", List.of(OutputText.of(answer.answer(), Annotation.of(answer))));
        }
    }
}
