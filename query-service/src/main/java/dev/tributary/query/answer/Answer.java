package dev.tributary.query.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /v1/ask} gives.
 *
 * @param answer Markdown with citations such as {@code [2]}, or {@link #NOT_FOUND}
 * @param answered false if the documents do not say
 * @param generator {@code extractive}, or the chat model's name
 * @param question as it was understood, if a follow-up was put into other words; else null
 * @param citations the passages that the answer cites, by number
 * @param uncitedSentences sentences of the answer that name no passage and should be doubted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Answer(
        String answer,
        boolean answered,
        String generator,
        @Nullable String question,
        List<Citation> citations,
        List<String> uncitedSentences,
        TookMillis tookMillis) {

    /** The whole answer when the documents do not say. */
    static final String NOT_FOUND = "Not found in the documents.";

    record TookMillis(long embed, long search, long generate, long total) {}
}
