package dev.tributary.query.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.query.model.Usage;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /v1/ask} gives.
 *
 * @param id by which the answer can be found and rated
 * @param answer Markdown with citations such as {@code [2]}, or {@link #NOT_FOUND}
 * @param answered false if the documents do not say
 * @param generator {@code extractive}, or the chat model's name
 * @param question as it was understood, if a follow-up was put into other words; else null
 * @param citations the passages that the answer cites, by number
 * @param usage what writing it cost, the rewriting of a follow-up included
 * @param uncitedSentences sentences of the answer that name no passage and should be doubted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Answer(
        UUID id,
        String answer,
        boolean answered,
        String generator,
        @Nullable String question,
        List<Citation> citations,
        List<String> uncitedSentences,
        Usage usage,
        TookMillis tookMillis) {

    /** The whole answer when the documents do not say. */
    public static final String NOT_FOUND = "Not found in the documents.";

    public record TookMillis(long embed, long search, long generate, long total) {}
}
