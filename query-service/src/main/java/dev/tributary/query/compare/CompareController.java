package dev.tributary.query.compare;

import dev.tributary.events.Access;
import dev.tributary.query.answer.Answer;
import dev.tributary.query.answer.AnswerListener;
import dev.tributary.query.answer.Answering;
import dev.tributary.query.answer.Question;
import dev.tributary.query.compare.Comparison.Pair;
import dev.tributary.query.compare.Comparison.Side;
import dev.tributary.query.model.ModelFailedException;
import dev.tributary.query.model.ModelRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Asks two models the same questions, one after the other, so that neither slows the other down. Both find what the caller
 * may read. A model that fails costs its answer, not the comparison.
 */
@RestController
@Tag(name = "Models")
class CompareController {

    private final Answering answering;
    private final ModelRegistry models;
    private final RecordedQuestions recorded;

    CompareController(Answering answering, ModelRegistry models, RecordedQuestions recorded) {
        this.answering = answering;
        this.models = models;
        this.recorded = recorded;
    }

    @Operation(operationId = "compareModels", summary = "Asks two models the same questions")
    @ApiResponse(responseCode = "200", description = "OK", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "There is none, or none that the caller may know of")
    @PostMapping("/v1/models:compare")
    Comparison compare(@RequestBody CompareBody body, Access access) {
        String baseline = models.checked(body.baseline());
        String candidate = models.checked(body.checkedCandidate());
        List<Pair> results = body.toQuestions(count -> recorded.last(access.tenant(), count)).stream()
                .map(question -> Pair.of(
                        question.text(), ask(access, question.to(baseline)), ask(access, question.to(candidate))))
                .toList();
        return Comparison.of(baseline, candidate, results);
    }

    private Side ask(Access access, Question question) {
        long start = System.nanoTime();
        try {
            Answer answer = answering.answer(access, question, AnswerListener.PATIENT);
            return Side.of(answer);
        } catch (ModelFailedException failure) {
            return Side.failed(
                    failure, Duration.ofNanos(System.nanoTime() - start).toMillis());
        }
    }
}
