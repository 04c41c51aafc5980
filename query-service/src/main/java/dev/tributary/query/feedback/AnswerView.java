package dev.tributary.query.feedback;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.events.AnswerEvent;
import dev.tributary.events.AnswerEvent.AnswerGiven;
import dev.tributary.events.AnswerEvent.Content;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /v1/answers/{id}} gives.
 *
 * @param content null where no texts are recorded, and where {@code withheld}
 * @param withheld whether the caller may no longer read all that the answer rests on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AnswerView(
        UUID id,
        Instant at,
        String caller,
        String generator,
        boolean answered,
        int inputTokens,
        int outputTokens,
        String generation,
        AnswerEvent.Timings tookMillis,
        boolean withheld,
        @Nullable Texts content) {

    record Texts(
            String question,
            String standalone,
            List<AnswerEvent.Turn> history,
            String answer,
            List<AnswerEvent.Passage> passages,
            List<AnswerEvent.Citation> citations) {

        static Texts of(Content content) {
            return new Texts(
                    content.question(),
                    content.standalone(),
                    content.history(),
                    content.text(),
                    content.passages(),
                    content.citations());
        }
    }

    static AnswerView of(AnswerGiven answer, boolean readable) {
        Content content = answer.content();
        return new AnswerView(
                answer.answerId(),
                answer.at(),
                answer.caller(),
                answer.generator(),
                answer.answered(),
                answer.spent().stream().mapToInt(AnswerEvent.Spent::inputTokens).sum(),
                answer.spent().stream()
                        .mapToInt(AnswerEvent.Spent::outputTokens)
                        .sum(),
                answer.generation(),
                answer.timings(),
                !readable,
                content == null || !readable ? null : Texts.of(content));
    }
}
