package dev.tributary.query.feedback;

import dev.tributary.events.Access;
import dev.tributary.events.AnswerEvent.AnswerGiven;
import dev.tributary.events.AnswerEvent.Content;
import dev.tributary.events.FeedbackEvent.FeedbackGiven;
import dev.tributary.events.Topic;
import dev.tributary.platform.kafka.EventPublisher;
import dev.tributary.platform.security.Audit;
import dev.tributary.platform.web.InvalidRequestException;
import dev.tributary.platform.web.Problems;
import dev.tributary.query.answer.RecordedPrompts;
import dev.tributary.query.recording.AnswerId;
import dev.tributary.query.recording.AnswerLog;
import java.time.Clock;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Finds recorded answers for those whom they concern, and takes down what they think of them. */
final class GivingFeedback {

    private final AnswerLog log;
    private final RecordedPrompts prompts;
    private final EventPublisher publisher;
    private final Clock clock = Clock.systemUTC();

    GivingFeedback(AnswerLog log, RecordedPrompts prompts, EventPublisher publisher) {
        this.log = log;
        this.prompts = prompts;
        this.publisher = publisher;
    }

    /** The answer as its asker, or an admin of the tenant, may see it now. */
    AnswerView look(Access access, String caller, String id) {
        AnswerGiven answer = find(access, caller, id);
        return AnswerView.of(answer, readable(access, answer));
    }

    /**
     * Returns when Kafka has it. An answer that rests on what is gone, or not for this caller any more, cannot be rated:
     * what is said of it may quote it.
     */
    void give(Access access, String caller, String id, FeedbackBody body) {
        AnswerGiven answer = find(access, caller, id);
        if (!readable(access, answer)) {
            throw unknown();
        }
        if (answer.content() == null && (body.comment() != null || body.correction() != null)) {
            throw new InvalidRequestException(
                    "comment", "text", "a rating and tags alone: of this answer no text is recorded");
        }
        FeedbackGiven feedback = new FeedbackGiven(
                answer,
                caller,
                body.checkedRating(),
                body.checkedComment(),
                body.checkedCorrection(),
                body.checkedTags(),
                clock.instant());
        publisher.publishAndWait(Topic.FEEDBACK, feedback);
        Audit.did("answer.rated", answer.answerId());
    }

    private AnswerGiven find(Access access, String caller, String id) {
        UUID answerId = AnswerId.parse(id).orElseThrow(GivingFeedback::unknown);
        return log.find(answerId)
                .filter(answer -> answer.tenant().equals(access.tenant()))
                .filter(answer -> access.admin() || answer.caller().equals(caller))
                .orElseThrow(GivingFeedback::unknown);
    }

    private boolean readable(Access access, AnswerGiven answer) {
        Content content = answer.content();
        return content == null || prompts.mayRead(access, content);
    }

    /** The same whether there is none or it is somebody else's. */
    private static ErrorResponseException unknown() {
        return new ErrorResponseException(
                HttpStatus.NOT_FOUND,
                Problems.of(
                        HttpStatus.NOT_FOUND,
                        "You have no such answer. An id is in the answer itself, as 'id'; answers are forgotten after"
                                + " some time, and when a document that they rest on is erased."),
                null);
    }
}
