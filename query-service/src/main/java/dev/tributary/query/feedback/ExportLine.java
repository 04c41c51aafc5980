package dev.tributary.query.feedback;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.events.AnswerEvent;
import dev.tributary.events.AnswerEvent.Content;
import dev.tributary.events.FeedbackEvent.FeedbackGiven;
import dev.tributary.events.FeedbackEvent.Rating;
import dev.tributary.query.answer.RecordedPrompts.Shown;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** One example, with the names that the tools for each format expect. */
sealed interface ExportLine {

    record Message(String role, String content) {}

    record Conversation(List<Message> messages) implements ExportLine {}

    record Preference(List<Message> prompt, List<Message> chosen, List<Message> rejected) implements ExportLine {}

    record Judgement(List<Message> prompt, List<Message> completion, boolean label) implements ExportLine {}

    /** @param reference the right answer; null if nobody knows it */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Sample(
            String userInput,
            List<String> retrievedContexts,
            String response,
            @Nullable String reference,
            UUID answerId,
            String model,
            String rating,
            List<UUID> documentIds)
            implements ExportLine {}

    /** Nothing if the feedback says nothing that this format could hold. */
    static Optional<ExportLine> of(ExportFormat format, FeedbackGiven feedback, Content content, Shown shown) {
        String answer = content.text();
        String correction = feedback.correction();
        boolean good = feedback.rating() == Rating.UP;
        String right = correction != null ? correction : good ? answer : null;
        boolean prompted = !shown.contexts().isEmpty();
        return switch (format) {
            case SFT ->
                prompted && right != null
                        ? Optional.of(
                                new Conversation(List.of(system(shown), user(shown), new Message("assistant", right))))
                        : Optional.empty();
            case DPO ->
                prompted && correction != null && !correction.equals(answer)
                        ? Optional.of(new Preference(prompt(shown), reply(correction), reply(answer)))
                        : Optional.empty();
            case KTO -> prompted ? Optional.of(new Judgement(prompt(shown), reply(answer), good)) : Optional.empty();
            case EVAL -> Optional.of(sample(feedback, content, shown, right));
        };
    }

    private static Sample sample(FeedbackGiven feedback, Content content, Shown shown, @Nullable String right) {
        return new Sample(
                content.standalone(),
                shown.contexts(),
                content.text(),
                right,
                feedback.answer().answerId(),
                feedback.answer().generator(),
                Ratings.text(feedback.rating()),
                content.passages().stream()
                        .map(AnswerEvent.Passage::documentId)
                        .distinct()
                        .toList());
    }

    private static Message system(Shown shown) {
        return new Message("system", shown.instructions());
    }

    private static Message user(Shown shown) {
        return new Message("user", shown.prompt());
    }

    private static List<Message> prompt(Shown shown) {
        return List.of(system(shown), user(shown));
    }

    private static List<Message> reply(String text) {
        return List.of(new Message("assistant", text));
    }
}
